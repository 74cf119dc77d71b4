#pragma once

#include "muster/spread.hpp"

#include <cstdint>
#include <span>

namespace muster {

/// Something to be sorted, by where it is. What is compared stands beside it as one number: eight
/// letters, or whatever comes before these.
struct sort_key
{
    std::uint64_t word = 0;
    std::uint32_t position = 0;
};

/// Equal ones by position: their texts mostly lie in this order in memory, too.
void sort_by_word(std::span<sort_key> keys);

/// The same, of many keys: these are dealt out to ranges of words, which are sorted apart.
void sort_by_word(std::span<sort_key> keys, const spread& over);

}  // namespace muster
