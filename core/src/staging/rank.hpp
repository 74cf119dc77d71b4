#pragma once

#include "normalize.hpp"
#include "table/candidate_table.hpp"

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace muster {

/// What stands first in the staging file.
enum class staging_order
{
    popularity,   ///< its score, which is deliberately loose
    rank_fusion,  ///< what the ranks in all sources amount to
};

/// How gently ranks count: a model at rank r of a source gets 1 / (rank_fusion_k + r) from it. 60
/// is what Cormack, Clarke and Buettcher (SIGIR 2009) found to serve, and what is in general use.
inline constexpr double rank_fusion_k = 60;

/// Where a model stands in each source that ranks it, by plugin: 1 is the most popular there.
using ranks_by_source = std::map<std::string, std::uint64_t>;

/// The ranks of all models that some source ranks, by folded id.
using rank_table = std::map<std::string, ranks_by_source>;

/// The ranks of the first so many models, in each listing by popularity. Downloads, votes and
/// ratings cannot be compared; ranks can. Equal popularity is equal rank, and the ranks after it
/// are left out (1, 1, 3). A popularity of 0 says nothing: such a model has no rank there.
rank_table rank_models(
    const candidate_table& models,
    std::span<const normalized_listing> listings,
    std::size_t first = static_cast<std::size_t>(-1)
);

/// The sum of what the ranks count; 0 without any.
double fused_score(const ranks_by_source& ranks) noexcept;

/// Sorts candidates by fused score from high to low; where it is equal, as the staging file is.
void sort_by_rank_fusion(candidate_table& candidates, const rank_table& ranks);

}  // namespace muster
