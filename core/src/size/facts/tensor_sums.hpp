#pragma once

#include "evidence.hpp"

#include <cstdint>
#include <vector>

namespace muster {

/// The tensors of all roles, added up.
struct tensor_sums
{
    std::uint64_t elements = 0;  ///< stored, of every sort
    std::uint64_t params = 0;    ///< as model_size::params
    std::uint64_t tower = 0;
    std::uint64_t mtp = 0;
};

/// is_tied: an output head that is stored beside the input embedding is a copy of it.
tensor_sums sum_tensors(const std::vector<tensor_group>& tensors, bool is_tied);

}  // namespace muster
