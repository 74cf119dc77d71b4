#include "stored_things.hpp"

#include <iterator>
#include <string_view>

namespace muster {

namespace {

// In the order of stored_thing.
constexpr std::string_view names_of_things[] = {
    "MTP layers",
    "MTP layers without tables of their own",
    "MTP layers with tables of their own",
    "MTP layers (no last norm)",
    "MTP layers without tables of their own (no last norm)",
    "MTP layers with tables of their own (no last norm)",
    "the tied head stored again",
    "an output head that it does not use",
    "a classifier",
    "an output head",
    "towers",
    "attention masks",
    "rotary frequencies of each layer",
    "rotary frequencies",
    "the pooler",
    "a head of one label",
    "a masked-word head",
    "numbers that are no weights",
    "unused keys and values",
    "vectors of layers (sinks, states)",
    "numbers beside parameters",
    "position ids",
    "scales of the cache",
    "packed words",
    "scales",
};

static_assert(std::size(names_of_things) == static_cast<std::size_t>(stored_thing::count));
// A set of them has 32 bits.
static_assert(std::size(names_of_things) <= 32);

}  // namespace

std::string in_words(stored_things some)
{
    std::string words;
    for (std::size_t i = 0; i < std::size(names_of_things); ++i)
        if (some.has(static_cast<stored_thing>(i)))
            words.append(words.empty() ? "" : " and ").append(names_of_things[i]);
    return words;
}

}  // namespace muster
