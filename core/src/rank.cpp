#include "muster/rank.hpp"

#include "muster/identity.hpp"
#include "muster/stage.hpp"

#include <algorithm>
#include <utility>

namespace muster {

namespace {

using scored_id = std::pair<double, std::string>;

/// The ids that have a popularity, each with its largest, from high to low.
std::vector<scored_id> by_popularity(const normalized_listing& listing)
{
    std::map<std::string, double> best;
    for (const auto& one : listing.candidates)
    {
        auto& score = best[fold_id(one.model_id)];
        score = std::max(score, one.popularity_score);
    }
    std::vector<scored_id> ordered;
    for (auto& [id, score] : best)
        if (score > 0)
            ordered.emplace_back(score, id);
    std::sort(ordered.begin(), ordered.end(), [](const scored_id& a, const scored_id& b) {
        return a.first > b.first;
    });
    return ordered;
}

double score_of(const candidate& one, const rank_table& ranks)
{
    const auto found = ranks.find(fold_id(one.model_id));
    return found == ranks.end() ? 0 : fused_score(found->second);
}

}  // namespace

rank_table rank_listings(std::span<const normalized_listing> listings)
{
    rank_table table;
    for (const auto& listing : listings)
    {
        const auto ordered = by_popularity(listing);
        std::uint64_t rank = 0;
        for (std::size_t i = 0; i < ordered.size(); ++i)
        {
            if (i == 0 || ordered[i].first < ordered[i - 1].first)
                rank = i + 1;
            table[ordered[i].second][listing.plugin] = rank;
        }
    }
    return table;
}

double fused_score(const ranks_by_source& ranks) noexcept
{
    double score = 0;
    for (const auto& [plugin, rank] : ranks)
        score += 1 / (rank_fusion_k + static_cast<double>(rank));
    return score;
}

void sort_by_rank_fusion(std::vector<candidate>& candidates, const rank_table& ranks)
{
    std::vector<std::pair<double, candidate>> scored;
    scored.reserve(candidates.size());
    for (auto& one : candidates)
    {
        const auto score = score_of(one, ranks);
        scored.emplace_back(score, std::move(one));
    }
    std::sort(scored.begin(), scored.end(), [](const auto& a, const auto& b) {
        return a.first != b.first ? a.first > b.first : stands_before(a.second, b.second);
    });
    candidates.clear();
    for (auto& [score, one] : scored)
        candidates.push_back(std::move(one));
}

}  // namespace muster
