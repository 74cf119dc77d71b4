#pragma once

#include "muster/failure.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// What a model is loaded into: one graphics card, or another memory.
struct device
{
    std::string name = {};
    std::uint64_t memory_bytes = 0;
    double bytes_per_second = 0;  ///< of its memory; 0 where it is not known

    std::string source = {};   ///< the page that both figures were read on
    std::string checked = {};  ///< when, "2025-12-15"
};

inline constexpr std::string_view gpus_file_name = "gpus.json";

/// Reads the table of cards, which keeps its order. Fails with not_json or wrong_shape: for a list
/// without a card, a card without a name or a figure, and two that find_device() would confuse.
result<std::vector<device>>
read_devices(std::string_view text, std::string_view file_name = gpus_file_name);

/// As people and drivers write it: "RTX 4090", "nvidia rtx4090", "A100-SXM4-40GB". Null when it is
/// not known.
const device* find_device(std::span<const device> known, std::string_view written);

}  // namespace muster
