#include "further_parts.hpp"

#include "size/facts/config_view.hpp"
#include "size/facts/text_model.hpp"
#include "size/facts/words.hpp"

#include <boost/json/array.hpp>

#include <algorithm>
#include <charconv>

namespace muster {

namespace {

std::uint64_t number_in(std::string_view digits)
{
    std::uint64_t value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

template <class F>
std::uint64_t layers_with(const text_model& text, const F& holds)
{
    return static_cast<std::uint64_t>(std::ranges::count_if(text.layers, holds));
}

template <class F>
count over_layers(const text_model& text, const F& what)
{
    count all = 0;
    for (const auto& layer : text.layers)
        all += what(layer);
    return all;
}

count named(char letter, const text_model& text)
{
    switch (letter)
    {
        case 'h': return text.hidden;
        case 'w': return text.embedding_width;
        case 'v': return text.vocab;
        case 'n': return text.heads;
        case 'd': return text.head_dim;
        case 'f': return text.layers.empty() ? 0 : text.layers.front().ffn;
        case 'L': return text.layers.size();
        case 'M': return layers_with(text, [](const auto& one) { return one.has_experts; });
        case 'F': return layers_with(text, [](const auto& one) { return one.window == 0; });
        case 'S': return layers_with(text, [](const auto& one) { return one.window > 0; });
        case 'K':
            return over_layers(text, [](const auto& one) {
                return count(one.kv_heads) * one.head_dim;
            });
        case 'Q':
            return over_layers(text, [](const auto& one) {
                return count(one.heads) * one.head_dim;
            });
        case 'N': return over_layers(text, [](const auto& one) { return count(one.heads); });
        default: return 0;
    }
}

count factor(std::string_view word, const config_view& config, const text_model& text)
{
    if (word.front() >= '0' && word.front() <= '9')
        return number_in(word);
    if (const auto minus = word.find('-'); minus != std::string_view::npos)
    {
        // Never below 0: numbers from outside may be in the wrong order.
        const auto from = factor(word.substr(0, minus), config, text).value();
        return from - std::min(from, factor(word.substr(minus + 1), config, text).value());
    }
    if (word.size() == 1)
        return named(word.front(), text);
    const auto key = word.substr(0, word.find_first_of("=?!~#"));
    switch (key.size() == word.size() ? ' ' : word[key.size()])
    {
        case '=': return config.number_or(key, number_in(word.substr(key.size() + 1)));
        case '?': return config.flag(key, false) ? 1 : 0;
        case '!': return config.flag(key, true) ? 1 : 0;
        case '~': return config.flag(key, true) ? 0 : 1;
        case '#': return config.is_list(key) ? config.list(key)->size() : 0;
        default: return config.number_or(key, 0);
    }
}

count product(std::string_view words, const config_view& config, const text_model& text)
{
    count all = 1;
    while (!words.empty())
    {
        const bool divides = words.front() == '/';
        words.remove_prefix(divides || words.front() == '*' ? 1 : 0);
        const auto end = std::min(words.find_first_of("*/"), words.size());
        const auto one = factor(words.substr(0, end), config, text);
        words.remove_prefix(end);
        if (!divides)
            all = all * one;
        // A saturated sum stays so, and is refused at the end.
        else if (one.value() > 0 && !all.is_saturated())
            all = all.value() / one.value();
    }
    return all;
}

}  // namespace

count further_parts(std::string_view sum, const config_view& config, const text_model& text)
{
    count all = 0;
    while (!sum.empty())
        if (const auto words = next_word(sum); words != "+")
            all += product(words, config, text);
    return all;
}

}  // namespace muster
