#pragma once

#include "spread.hpp"

#include <cstdint>
#include <span>

namespace muster {

/// Something to be sorted, by where it is. What is compared stands beside it as a number: eight
/// letters, or whatever comes before these; and as a second one: the four that follow. There are
/// millions, whose memory is first written by several cores: none of it is set before.
struct sort_key
{
    std::uint32_t position;
    std::uint32_t next_letters;
    std::uint64_t word;

    friend bool have_same_words(const sort_key& a, const sort_key& b) noexcept
    {
        return a.word == b.word && a.next_letters == b.next_letters;
    }
};

/// By both words. Equal ones by position: their texts mostly lie in this order in memory, too.
void sort_by_word(std::span<sort_key> keys);

/// The same, of many keys: these are dealt out to ranges of words, which are sorted apart.
void sort_by_word(std::span<sort_key> keys, const spread& over);

}  // namespace muster
