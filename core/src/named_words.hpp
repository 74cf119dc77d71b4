#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// The words of a name, to see quickly whether one name has those of another.
struct named_words
{
    std::uint64_t bits = 0;  ///< one for each word: some words share one
    std::vector<std::string> words = {};

    bool are_in(const named_words& name) const;

    /// False only where they are not in a name with these bits.
    bool may_be_in(std::uint64_t bits_of_name) const noexcept
    {
        return (bits_of_name & bits) == bits;
    }
};

named_words words_of(std::string_view name);

/// Its bits alone. room: see for_each_token.
std::uint64_t word_bits_of(std::string_view name, std::string& room);

/// What a vendor says of a model and its name on the Hub must say, too: all but what is neutral
/// and, in front of others, may be a brand.
named_words words_needed(std::string_view vendors_name);

}  // namespace muster
