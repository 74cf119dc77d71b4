#include "name_words.hpp"

#include "builds/named_copy.hpp"
#include "contract/identity.hpp"
#include "identity/name_comparison.hpp"
#include "identity/name_tokens.hpp"

#include <algorithm>

namespace muster {

namespace {

using word_list = std::vector<std::string>;

/// The words that tell models apart, in one order; empty for a name of none.
std::string key_of(word_list words)
{
    std::erase_if(words, [](const auto& word) { return is_neutral_token(word); });
    std::ranges::sort(words);
    std::string key;
    for (const auto& word : words)
        key += word + ' ';
    return key;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// One digit at the end: "3", "m2".
bool ends_with_one_digit(std::string_view word)
{
    return is_digit(word.back()) && (word.size() == 1 || (word.size() == 2 && !is_digit(word[0])));
}

/// One digit at the beginning: "1", "8b".
bool begins_with_one_digit(std::string_view word)
{
    return is_digit(word.front()) && (word.size() == 1 || !is_digit(word[1]));
}

/// "3", "1" as "3.1": slugs have no points. Years and months have more digits.
word_list with_points(const word_list& words)
{
    word_list out;
    for (const auto& word : words)
        if (!out.empty() && ends_with_one_digit(out.back()) && begins_with_one_digit(word))
            out.back() += '.' + word;
        else
            out.push_back(word);
    return out;
}

/// Boards rank a model once for each way to run it.
word_list without_modes(word_list words)
{
    std::erase_if(words, [](const auto& word) {
        return word == "reasoning" || word == "non" || word == "low" || word == "highspeed";
    });
    return words;
}

/// The Hub's word for a model of that kind.
word_list as_thinking(word_list words)
{
    if (std::ranges::find(words, "non") == words.end())
        std::ranges::replace(words, std::string("reasoning"), std::string("thinking"));
    return words;
}

word_list words_in(std::string_view name)
{
    // "qwen3:8b": a library's name has its size behind a colon.
    std::string text(name_without_owner(name));
    std::ranges::replace(text, ':', '-');
    return name_tokens(text);
}

/// The keys of a name: as it is, and without the maker in front.
word_list keys_of(std::string_view name, const word_list& words)
{
    word_list keys = {key_of(words)};
    const auto owner = fold_id(provider_of(name));
    if (words.size() > 1 && maker_names(owner, owner).is_brand(words.front()))
        keys.push_back(key_of({words.begin() + 1, words.end()}));
    return keys;
}

}  // namespace

void name_words::add(std::string_view model_id)
{
    for (auto& key : keys_of(model_id, words_in(model_id)))
        if (!key.empty())
            by_words_[std::move(key)].emplace_back(model_id);
}

std::vector<std::string> name_words::find(std::string_view name) const
{
    const auto words = words_in(name);
    const auto pointed = with_points(words);
    // What takes fewer liberties comes first.
    for (const auto& way :
         {words,
          pointed,
          as_thinking(words),
          as_thinking(pointed),
          without_modes(words),
          without_modes(pointed)})
        for (const auto& key : keys_of(name, way))
            if (const auto found = by_words_.find(key); found != by_words_.end())
                return found->second;
    return {};
}

}  // namespace muster
