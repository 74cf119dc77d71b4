#include "rank.hpp"

#include "table/id_index.hpp"

#include <algorithm>
#include <functional>
#include <limits>
#include <utility>

namespace muster {

namespace {

/// The models that are to be ranked, with an index of their ids.
class ranked_models
{
public:
    ranked_models(const candidate_table& models, std::size_t first)
        : count_(std::min(first, models.size())), index_(models.ids(), count_)
    {
        for (std::uint32_t i = 0; i < count_; ++i)
            index_.add(i, models.id_hash_at(i));
    }

    /// Each model's score in a listing, the largest of its rows; 0 where it has none.
    std::vector<double> scores_in(const candidate_table& listed) const
    {
        std::vector<double> scores(count_);
        for (std::size_t i = 0; i < listed.size(); ++i)
            if (const auto at = index_.find(listed.id_at(i), listed.id_hash_at(i)))
                scores[*at] = std::max(scores[*at], listed.popularity_at(i));
        return scores;
    }

private:
    std::size_t count_;
    id_index index_;
};

/// All scores of a listing from high to low, one for each id, down to `lowest`: lower ones cannot
/// change the ranks that are wanted.
std::vector<double> scores_down_to(double lowest, const candidate_table& listed)
{
    std::vector<std::uint32_t> high;
    for (std::uint32_t i = 0; i < listed.size(); ++i)
        if (listed.popularity_at(i) >= lowest)
            high.push_back(i);
    id_index index([&](std::uint32_t at) { return listed.id_at(high[at]); }, high.size());
    std::vector<double> scores;
    for (std::uint32_t at = 0; at < high.size(); ++at)
    {
        const auto earlier = index.add(at, listed.id_hash_at(high[at]));
        scores.push_back(earlier ? 0 : listed.popularity_at(high[at]));
        // Two rows of one model are one rank: the later one becomes 0 and is erased below.
        if (earlier)
            scores[*earlier] = std::max(scores[*earlier], listed.popularity_at(high[at]));
    }
    std::erase(scores, 0);
    std::sort(scores.begin(), scores.end(), std::greater<>());
    return scores;
}

}  // namespace

rank_table rank_models(
    const candidate_table& models, std::span<const normalized_listing> listings, std::size_t first
)
{
    rank_table table;
    const ranked_models wanted(models, first);
    for (const auto& listing : listings)
    {
        const auto scores = wanted.scores_in(listing.candidates);
        double lowest = std::numeric_limits<double>::infinity();
        for (const auto score : scores)
            // The lowest score that is wanted: only as much of the listing needs sorting.
            if (score > 0)
                lowest = std::min(lowest, score);
        const auto ordered = scores_down_to(lowest, listing.candidates);
        for (std::size_t i = 0; i < scores.size(); ++i)
        {
            if (scores[i] == 0)
                continue;
            // The number of higher scores is the rank, less one; equal scores find the same place.
            const auto place =
                std::lower_bound(ordered.begin(), ordered.end(), scores[i], std::greater<>());
            table[fold_id(models.id_at(i))][listing.plugin] =
                static_cast<std::uint64_t>(place - ordered.begin()) + 1;
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

void sort_by_rank_fusion(candidate_table& candidates, const rank_table& ranks)
{
    // First in the order of the staging file, so that positions break ties.
    candidates.sort();
    std::vector<std::pair<double, std::uint32_t>> scored;
    scored.reserve(candidates.size());
    for (std::uint32_t i = 0; i < candidates.size(); ++i)
    {
        const auto found = ranks.find(fold_id(candidates.id_at(i)));
        scored.emplace_back(found == ranks.end() ? 0 : fused_score(found->second), i);
    }
    std::sort(scored.begin(), scored.end(), [](const auto& a, const auto& b) {
        return a.first != b.first ? a.first > b.first : a.second < b.second;
    });
    std::vector<std::uint32_t> positions;
    positions.reserve(scored.size());
    for (const auto& [score, position] : scored)
        positions.push_back(position);
    candidates.reorder(positions);
}

}  // namespace muster
