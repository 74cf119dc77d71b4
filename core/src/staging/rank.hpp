#pragma once

#include "normalize.hpp"
#include "table/candidate_table.hpp"

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace muster {

/// The order of the staging file.
enum class staging_order
{
    popularity,   ///< by popularity_score, whose unit depends on the source
    rank_fusion,  ///< by fused_score() of the ranks in all sources
};

/// Damping of reciprocal rank fusion: a model at rank r of a source gets 1 / (rank_fusion_k + r).
/// 60 is the value of Cormack, Clarke and Buettcher (SIGIR 2009), and in general use.
inline constexpr double rank_fusion_k = 60;

/// A model's rank in each source, by plugin; 1 is the most popular.
using ranks_by_source = std::map<std::string, std::uint64_t>;

/// The ranks of all models that have one, by folded id.
using rank_table = std::map<std::string, ranks_by_source>;

/// Ranks the first so many models in each listing, by popularity. Downloads, votes and ratings
/// cannot be compared with each other; ranks can. Equal popularity gives equal rank, and the
/// following ranks are skipped (1, 1, 3). A model with a popularity of 0 has no rank there.
rank_table rank_models(
    const candidate_table& models,
    std::span<const normalized_listing> listings,
    std::size_t first = static_cast<std::size_t>(-1)
);

/// The sum of 1 / (rank_fusion_k + rank); 0 without any rank.
double fused_score(const ranks_by_source& ranks) noexcept;

/// Sorts by fused score, high to low; equal ones in the order of the staging file.
void sort_by_rank_fusion(candidate_table& candidates, const rank_table& ranks);

}  // namespace muster
