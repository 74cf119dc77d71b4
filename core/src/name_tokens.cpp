#include "name_tokens.hpp"

#include <algorithm>
#include <array>

namespace muster {

namespace {

constexpr std::array<std::string_view, 3> served_words = {"instruct", "it", "chat"};
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

// "Llama-3_1": a point that an old rule for names did not allow.
std::string with_decimal_points(std::string_view name)
{
    std::string text(name);
    for (std::size_t i = 1; i + 1 < text.size(); ++i)
        if (text[i] == '_' && is_digit(text[i - 1]) && is_digit(text[i + 1]))
            text[i] = '.';
    return text;
}

void add_token(std::vector<std::string>& tokens, std::string word)
{
    if (word.empty())
        return;
    const auto first_digit = static_cast<std::size_t>(
        std::find_if_not(word.begin(), word.end(), is_letter) - word.begin()
    );
    const bool has_version = first_digit < word.size() && is_digit(word[first_digit]);
    if (!has_version || first_digit == 0 || is_format_token(word))
        tokens.push_back(std::move(word));
    else if (first_digit > 1)
    {
        tokens.push_back(word.substr(0, first_digit));
        tokens.push_back(word.substr(first_digit));
    }
    else if (word[0] == 'v')
        tokens.push_back(word.substr(1));
    else
        tokens.push_back(std::move(word));
}

}  // namespace

std::vector<std::string> name_tokens(std::string_view name)
{
    std::vector<std::string> tokens;
    std::string word;
    for (const char c : with_decimal_points(name))
    {
        if (c != '-' && c != '_' && c != '/' && c != ' ')
        {
            word += (c >= 'A' && c <= 'Z') ? static_cast<char>(c - 'A' + 'a') : c;
            continue;
        }
        add_token(tokens, std::move(word));
        word.clear();
    }
    add_token(tokens, std::move(word));
    return tokens;
}

std::string letters_of(std::string_view text)
{
    std::string letters;
    for (const char c : text)
    {
        const char low = (c >= 'A' && c <= 'Z') ? static_cast<char>(c - 'A' + 'a') : c;
        if (is_letter(low) || is_digit(low))
            letters += low;
    }
    return letters;
}

bool is_neutral_token(std::string_view token) noexcept
{
    return is_among(served_words, token) || is_among(plain_formats, token);
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
    return token.size() == 4 && token.front() == '2' &&
           std::all_of(token.begin(), token.end(), is_digit);
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
