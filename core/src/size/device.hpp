#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace muster {

/// What a model is loaded into: one graphics card, or another memory.
struct device
{
    std::string_view name = {};
    std::uint64_t memory_bytes = 0;
    double bytes_per_second = 0;  ///< of its memory; 0 where it is not known
};

/// By vendor, then from small to large. Memory and bandwidth as the vendor's data sheet has them;
/// of several boards of one name the one that is sold most.
std::span<const device> known_devices() noexcept;

/// As people write it: "RTX 4090", "nvidia rtx4090", "H100 80GB". Null when it is not known.
const device* find_device(std::string_view written);

}  // namespace muster
