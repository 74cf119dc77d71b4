#include "site_link.hpp"

#include "text/lower.hpp"
#include "text/trim.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace muster {

namespace {

// Parts of the site that have the place of a vendor, and are none.
constexpr std::array<std::string_view, 8> openrouter_pages = {
    "api", "apps", "chat", "docs", "models", "provider", "rankings", "settings"};

bool take_beginning(std::string_view& text, std::string_view beginning) noexcept
{
    const bool is_there = is_same_word(text.substr(0, beginning.size()), beginning);
    if (is_there)
        text.remove_prefix(beginning.size());
    return is_there;
}

/// What chats and documents put around a link.
std::string_view without_brackets(std::string_view text) noexcept
{
    constexpr std::string_view around = "<>()[]\"'`*,;";
    text = trimmed(text);
    text.remove_prefix(std::min(text.find_first_not_of(around), text.size()));
    return text.substr(0, text.find_last_not_of(around) + 1);
}

std::vector<std::string_view> parts_of(std::string_view path)
{
    // Queries and fragments choose what a page shows, not which model it is of.
    path = path.substr(0, path.find_first_of("?#"));
    std::vector<std::string_view> parts;
    for (std::size_t begin = 0; begin < path.size();)
    {
        const auto end = std::min(path.find('/', begin), path.size());
        parts.push_back(path.substr(begin, end - begin));
        begin = end + 1;
    }
    return parts;
}

/// "OWNER/NAME" of the first two parts of a path.
std::string owned_name(std::string_view path)
{
    const auto parts = parts_of(path);
    if (parts.size() < 2 || parts[0].empty() || parts[1].empty())
        return {};
    return std::string(parts[0]) + '/' + std::string(parts[1]);
}

std::string openrouter_name(std::string_view path)
{
    const auto parts = parts_of(path);
    const bool is_page = !parts.empty() && std::ranges::any_of(openrouter_pages, [&](auto page) {
        return is_same_word(page, parts[0]);
    });
    return is_page ? std::string() : owned_name(path);
}

/// Behind library/ there are the models of Ollama itself; those of people have no other name.
std::string ollama_name(std::string_view path)
{
    const auto parts = parts_of(path);
    return parts.size() >= 2 && is_same_word(parts[0], "library") ? std::string(parts[1])
                                                                  : std::string();
}

}  // namespace

std::string name_in_site_link(std::string_view written)
{
    auto text = without_brackets(written);
    // Neither is taken as well: people leave the scheme out.
    static_cast<void>(take_beginning(text, "https://") || take_beginning(text, "http://"));
    take_beginning(text, "www.");
    if (take_beginning(text, "openrouter.ai/"))
        return openrouter_name(text);
    if (take_beginning(text, "ollama.com/"))
        return ollama_name(text);
    if (take_beginning(text, "modelscope.cn/models/") ||
        take_beginning(text, "modelscope.ai/models/"))
        return owned_name(text);
    return {};
}

}  // namespace muster
