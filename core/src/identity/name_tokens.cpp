#include "name_tokens.hpp"

#include "contract/identity.hpp"

#include <algorithm>
#include <array>

namespace muster {

namespace {

constexpr std::array<std::string_view, 3> served_words = {"instruct", "it", "chat"};
// Of weights as they were trained, which is what is meant where nothing is said.
constexpr std::array<std::string_view, 3> plain_formats = {"hf", "bf16", "pt"};
constexpr std::array<std::string_view, 12> packed_formats = {
    "fp8", "fp4", "nvfp4", "mxfp4", "int8", "int4", "4bit", "8bit", "gptq", "awq", "gguf", "mlx"};

template <class Words>
bool is_among(const Words& words, std::string_view token) noexcept
{
    return std::find(words.begin(), words.end(), token) != words.end();
}

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
bool is_letter(char c) noexcept { return c >= 'a' && c <= 'z'; }

bool is_separator(char c) noexcept { return c == '-' || c == '_' || c == '/' || c == ' '; }

// "Llama-3_1" means 3.1: the Hub once did not allow points.
void put_decimal_points(std::string& name)
{
    for (std::size_t i = 1; i + 1 < name.size(); ++i)
        if (name[i] == '_' && is_digit(name[i - 1]) && is_digit(name[i + 1]))
            name[i] = '.';
}

void visit_word(std::string_view word, const std::function<void(std::string_view)>& visit)
{
    if (word.empty())
        return;
    const auto first_digit = static_cast<std::size_t>(
        std::find_if_not(word.begin(), word.end(), is_letter) - word.begin()
    );
    // "qwen2.5": letters, then digits.
    const bool has_version = first_digit < word.size() && is_digit(word[first_digit]);
    // "8b" begins with its digit, and "fp8" is one word although it looks like a family and a
    // version.
    if (!has_version || first_digit == 0 || is_format_token(word))
        visit(word);
    // One letter is no family: "v2" is a version, "r1" and "k2" are names.
    else if (first_digit > 1)
    {
        visit(word.substr(0, first_digit));
        visit(word.substr(first_digit));
    }
    else
        visit(word[0] == 'v' ? word.substr(1) : word);
}

}  // namespace

void for_each_token(
    std::string_view name, std::string& room, const std::function<void(std::string_view)>& visit
)
{
    // Folded in the room and not in the caller's text: the views stay valid for the caller.
    room.assign(name);
    put_decimal_points(room);
    std::transform(room.begin(), room.end(), room.begin(), lower_letter);
    const std::string_view text = room;
    for (std::size_t begin = 0; begin <= text.size();)
    {
        const auto* const end =
            std::find_if(text.begin() + static_cast<long>(begin), text.end(), is_separator);
        const auto size = static_cast<std::size_t>(end - text.begin()) - begin;
        visit_word(text.substr(begin, size), visit);
        begin += size + 1;
    }
}

std::vector<std::string> name_tokens(std::string_view name)
{
    constexpr std::size_t tokens_expected = 8;
    std::vector<std::string> tokens;
    tokens.reserve(tokens_expected);
    std::string room;
    for_each_token(name, room, [&tokens](std::string_view token) { tokens.emplace_back(token); });
    return tokens;
}

std::string letters_of(std::string_view text)
{
    std::string letters;
    for (const char c : text)
    {
        const char low = lower_letter(c);
        if (is_letter(low) || is_digit(low))
            letters += low;
    }
    return letters;
}

bool is_tuned_token(std::string_view token) noexcept { return is_among(served_words, token); }

bool is_neutral_token(std::string_view token) noexcept
{
    return is_tuned_token(token) || is_among(plain_formats, token);
}

bool is_size_token(std::string_view token) noexcept
{
    return token.size() > 1 && token.back() == 'b' && is_digit(token.front()) &&
           std::all_of(token.begin(), token.end() - 1, [](char c) {
               return is_digit(c) || c == '.';
           });
}

bool is_month_token(std::string_view token) noexcept
{
    // From 2020 on: "2512" is December 2025.
    return token.size() == 4 && token.front() == '2' &&
           std::all_of(token.begin(), token.end(), is_digit);
}

bool is_date_token(std::string_view token) noexcept
{
    const bool has_such_length = token.size() == 4 || token.size() == 6 || token.size() == 8;
    return has_such_length && std::all_of(token.begin(), token.end(), is_digit);
}

bool is_generation_token(std::string_view token) noexcept
{
    return token.size() == 1 && is_digit(token.front());
}

bool is_format_token(std::string_view token) noexcept
{
    return is_among(plain_formats, token) || is_among(packed_formats, token);
}

}  // namespace muster
