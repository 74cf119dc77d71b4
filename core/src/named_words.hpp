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
};

named_words words_of(std::string_view name);

/// What a vendor says of a model and its name on the Hub must say, too: all but what is neutral
/// and, in front of others, may be a brand.
named_words words_needed(std::string_view vendors_name);

}  // namespace muster
