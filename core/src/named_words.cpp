#include "named_words.hpp"

#include "muster/identity.hpp"
#include "name_tokens.hpp"

#include <algorithm>

namespace muster {

namespace {

constexpr std::uint64_t bits_of_a_name = 64;

std::uint64_t bit_of(std::string_view word) noexcept
{
    return std::uint64_t{1} << (folded_hash(word) % bits_of_a_name);
}

named_words with_bits(std::vector<std::string> words)
{
    named_words out;
    for (const auto& word : words)
        out.bits |= bit_of(word);
    out.words = std::move(words);
    return out;
}

}  // namespace

bool named_words::are_in(const named_words& name) const
{
    return may_be_in(name.bits) &&
           std::all_of(words.begin(), words.end(), [&name](const std::string& word) {
               return std::find(name.words.begin(), name.words.end(), word) != name.words.end();
           });
}

named_words words_of(std::string_view name) { return with_bits(name_tokens(name)); }

std::uint64_t word_bits_of(std::string_view name, std::string& room)
{
    std::uint64_t bits = 0;
    for_each_token(name, room, [&bits](std::string_view word) { bits |= bit_of(word); });
    return bits;
}

named_words words_needed(std::string_view vendors_name)
{
    auto words = name_tokens(vendors_name);
    if (words.size() > 1)
        words.erase(words.begin());
    std::erase_if(words, is_neutral_token);
    return with_bits(std::move(words));
}

}  // namespace muster
