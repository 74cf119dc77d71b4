#include "muster/rank.hpp"

#include "muster/id_index.hpp"

#include <algorithm>
#include <functional>
#include <utility>

namespace muster {

namespace {

/// The popularity of one source's models, each with its largest.
class popularity_list
{
public:
    explicit popularity_list(const candidate_table& models)
        : models_(models), index_(models.size()), scores_(models.size())
    {
        for (std::uint32_t i = 0; i < models.size(); ++i)
        {
            const auto first = index_.add_hashed(models.id_hash_at(i), i, models.ids());
            auto& score = scores_[first.value_or(i)];
            score = std::max(score, models.popularity_at(i));
        }
        ordered_ = scores_;
        std::erase(ordered_, 0);
        std::sort(ordered_.begin(), ordered_.end(), std::greater<>());
    }

    /// From 1; 0 when it is not ranked.
    std::uint64_t rank_of(std::string_view model_id) const
    {
        const auto found = index_.find(model_id, models_.ids());
        if (!found || scores_[*found] == 0)
            return 0;
        const auto first =
            std::lower_bound(ordered_.begin(), ordered_.end(), scores_[*found], std::greater<>());
        return static_cast<std::uint64_t>(first - ordered_.begin()) + 1;
    }

private:
    const candidate_table& models_;
    id_index index_;
    std::vector<double> scores_;  ///< 0 for none, and for all but the first row of an id
    std::vector<double> ordered_ = {};
};

}  // namespace

rank_table rank_models(
    const candidate_table& models, std::span<const normalized_listing> listings, std::size_t first
)
{
    rank_table table;
    for (const auto& listing : listings)
    {
        const popularity_list popularity(listing.candidates);
        for (std::size_t i = 0; i < std::min(first, models.size()); ++i)
            if (const auto rank = popularity.rank_of(models.id_at(i)); rank > 0)
                table[fold_id(models.id_at(i))][listing.plugin] = rank;
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
