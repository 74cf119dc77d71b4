#pragma once

#include "size/facts/config_view.hpp"

#include <cstdint>
#include <string>

namespace muster {

/// How a repository packs its weights, as its configuration says.
struct packing
{
    std::string method = {};       ///< "gptq", "mlx" ...; empty: not quantised
    std::string_view format = {};  ///< see model_size::weight_format; empty: none is like it
    std::uint64_t bits = 0;  ///< of a weight that shares a stored word with others; 0: none does
};

packing read_packing(const config_view& root, const config_view& text);

}  // namespace muster
