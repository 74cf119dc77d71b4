#include "http_headers.hpp"

#include "text/lower.hpp"
#include "text/trim.hpp"

#include <algorithm>

namespace muster {

namespace {

// Returns what precedes the first of `marks` outside quotes, and leaves in `rest` what follows it.
std::string_view cut_at(std::string_view& rest, std::string_view marks) noexcept
{
    bool quoted = false;
    std::size_t at = 0;
    for (; at < rest.size(); ++at)
    {
        // A quoted pair: the next byte is not a quote (RFC 9110, 5.6.4).
        if (rest[at] == '\\' && quoted)
            ++at;
        else if (rest[at] == '"')
            quoted = !quoted;
        else if (!quoted && marks.find(rest[at]) != std::string_view::npos)
            break;
    }
    // A backslash at the very end steps past it.
    at = std::min(at, rest.size());
    const auto chunk = rest.substr(0, at);
    rest.remove_prefix(std::min(at + 1, rest.size()));
    return chunk;
}

std::string_view unquote(std::string_view text) noexcept
{
    if (text.size() >= 2 && text.front() == '"' && text.back() == '"')
        return text.substr(1, text.size() - 2);
    return text;
}

// `rel` is a list of words: "prev next" is both.
bool names_next(std::string_view relations) noexcept
{
    while (!relations.empty())
    {
        if (is_same_word(cut_at(relations, " "), "next"))
            return true;
    }
    return false;
}

// "; rel=next; title=..." as far as the comma that ends this link.
bool is_next(std::string_view parameters) noexcept
{
    while (!parameters.empty())
    {
        auto value = cut_at(parameters, ";");
        const auto name = trimmed(cut_at(value, "="));
        if (is_same_word(name, "rel"))
            return names_next(trimmed(unquote(trimmed(value))));  // only the first rel counts
    }
    return false;
}

// A target may hold commas and semicolons, so that a link is found by its brackets first.
std::optional<std::string> next_in(std::string_view links)
{
    for (auto open = links.find('<'); open != std::string_view::npos; open = links.find('<'))
    {
        const auto close = links.find('>', open);
        if (close == std::string_view::npos)
            return std::nullopt;
        const auto target = links.substr(open + 1, close - open - 1);
        links.remove_prefix(close + 1);
        if (is_next(cut_at(links, ",")))
            return std::string(trimmed(target));
    }
    return std::nullopt;
}

}  // namespace

std::string_view find_header(const http_headers& headers, std::string_view name) noexcept
{
    const auto found = std::find_if(headers.begin(), headers.end(), [&](const auto& header) {
        return header.first == name;
    });
    return found == headers.end() ? std::string_view() : std::string_view(found->second);
}

std::optional<std::string> link_next(const http_headers& headers)
{
    for (const auto& [name, value] : headers)
    {
        if (name != "link")
            continue;
        if (auto next = next_in(value))
            return next;
    }
    return std::nullopt;
}

}  // namespace muster
