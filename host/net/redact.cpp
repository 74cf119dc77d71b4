#include "net/redact.hpp"

#include <boost/url/encode.hpp>
#include <boost/url/rfc/unreserved_chars.hpp>

#include <algorithm>

namespace muster {

namespace {

constexpr std::string_view mark = "[redacted]";

void add_word(std::vector<std::string>& words, std::string_view word)
{
    if (word.size() < redactor::word_bytes_least)
        return;
    words.emplace_back(word);
    auto encoded = boost::urls::encode(word, boost::urls::unreserved_chars);
    if (encoded != word)
        words.push_back(std::move(encoded));
}

void replace_all(std::string& text, std::string_view word)
{
    for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at))
    {
        text.replace(at, word.size(), mark);
        at += mark.size();
    }
}

}  // namespace

redactor::redactor(const std::vector<std::string>& secrets)
{
    for (const std::string_view secret : secrets)
    {
        add_word(words_, secret);
        const auto space = secret.find(' ');
        if (space != std::string_view::npos)
            add_word(words_, secret.substr(space + 1));
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
