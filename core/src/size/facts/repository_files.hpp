#pragma once

#include "evidence.hpp"

#include <algorithm>
#include <string_view>

namespace muster {

// Hub: the names that transformers gives to the weights, in one file or in shards with an index.
inline constexpr std::string_view index_file = "model.safetensors.index.json";
inline constexpr std::string_view single_file = "model.safetensors";

// ModelOpt: how weights are packed, where config.json does not say it.
inline constexpr std::string_view modelopt_file = "hf_quant_config.json";

inline bool has_file(const evidence& known, std::string_view name)
{
    return std::find(known.files.begin(), known.files.end(), name) != known.files.end();
}

}  // namespace muster
