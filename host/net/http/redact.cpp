#include "redact.hpp"

#include "muster/percent_encoding.hpp"

#include <algorithm>

namespace muster {

namespace {

constexpr std::string_view mark = "[redacted]";

void add_word(std::vector<std::string>& words, std::string_view word, std::size_t bytes_least)
{
    if (word.size() < bytes_least)
        return;
    words.emplace_back(word);
    // In a URL of a message the secret would be percent-encoded.
    auto encoded = percent_encoded(word);
    if (encoded != word)
        words.push_back(std::move(encoded));
}

void replace_all(std::string& text, std::string_view word)
{
    for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at))
    {
        text.replace(at, word.size(), mark);
        // After the mark, which itself could hold a short secret.
        at += mark.size();
    }
}

}  // namespace

redactor::redactor(const std::vector<std::string>& secrets, std::size_t bytes_least)
{
    for (const std::string_view secret : secrets)
    {
        add_word(words_, secret, bytes_least);
        // A credential is "Bearer hf_...": what leaks elsewhere is the token alone.
        const auto space = secret.find(' ');
        if (space != std::string_view::npos)
            add_word(words_, secret.substr(space + 1), bytes_least);
    }
    std::sort(words_.begin(), words_.end(), [](const auto& a, const auto& b) {
        return a.size() > b.size();
    });
}

void redactor::redact(std::string& text) const
{
    for (const auto& word : words_)
        replace_all(text, word);
}

std::string redactor::redacted(std::string_view text) const
{
    std::string copy(text);
    redact(copy);
    return copy;
}

}  // namespace muster
