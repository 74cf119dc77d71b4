#include "named_words.hpp"

#include "contract/identity.hpp"
#include "name_tokens.hpp"

#include <algorithm>
#include <utility>

namespace muster {

namespace {

constexpr std::uint64_t bits_of_a_name = 64;

std::uint64_t bit_of(std::string_view word) noexcept
{
    // Some 6 of 64 bits for a name: most names that lack a word are refused by the bits alone.
    return std::uint64_t{1} << (folded_hash(word) % bits_of_a_name);
}

}  // namespace

void words_of_name::take(std::string_view name)
{
    words_.clear();
    bits_ = 0;
    for_each_token(name, room_, [this](std::string_view word) {
        words_.push_back(word);
        bits_ |= bit_of(word);
    });
}

wanted_words::wanted_words(std::vector<std::string> words) : words_(std::move(words))
{
    for (const auto& word : words_)
        bits_ |= bit_of(word);
}

bool wanted_words::are_in(const words_of_name& name) const
{
    const auto& said = name.words();
    // The bits first: comparing texts costs more.
    return may_be_in(name.bits()) &&
           std::all_of(words_.begin(), words_.end(), [&said](const std::string& word) {
               return std::find(said.begin(), said.end(), word) != said.end();
           });
}

wanted_words words_needed(std::string_view vendors_name)
{
    auto words = name_tokens(vendors_name);
    // The first word may be the maker, which either side leaves out.
    if (words.size() > 1)
        words.erase(words.begin());
    std::erase_if(words, is_neutral_token);
    return wanted_words(std::move(words));
}

}  // namespace muster
