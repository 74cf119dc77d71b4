#include "muster/hub_id.hpp"

#include "identity.hpp"
#include "text/hex.hpp"
#include "text/utf8.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace muster {

namespace {

// What Markdown, chats and word processors put around an id.
constexpr std::array<std::string_view, 23> wrappings = {
    " ", "\t", "\n", "\r", "`",      "\"",     "'",      "<",      ">",      "(",      ")",     "[",
    "]", "*",  ",",  ";",  "\u201c", "\u201d", "\u2018", "\u2019", "\u00a0", "\u200b", "\ufeff"};

// Places of the site that are no repositories of models: what is no owner's name there.
constexpr std::array<std::string_view, 28> other_places = {
    "api",           "blog",      "buckets",   "changelog",       "chat",      "collections",
    "datasets",      "docs",      "endpoints", "enterprise",      "inference", "join",
    "kernels",       "languages", "learn",     "login",           "logout",    "models",
    "notifications", "papers",    "posts",     "pricing",         "privacy",   "search",
    "settings",      "spaces",    "tasks",     "terms-of-service"};

// The site, its short name, and the mirror that people use where it cannot be reached.
constexpr std::array<std::string_view, 3> hub_sites = {
    "huggingface.co/", "hf.co/", "hf-mirror.com/"};

std::string_view unwrapped(std::string_view text) noexcept
{
    const auto strip = [&text](std::string_view part) {
        const bool is_before = text.starts_with(part);
        const bool is_behind = text.ends_with(part);
        if (is_before)
            text.remove_prefix(part.size());
        else if (is_behind)
            text.remove_suffix(part.size());
        return is_before || is_behind;
    };
    while (std::any_of(wrappings.begin(), wrappings.end(), strip))
    {
    }
    return text;
}

bool take_prefix(std::string_view& text, std::string_view prefix) noexcept
{
    const bool is_there = is_same_word(text.substr(0, prefix.size()), prefix);
    if (is_there)
        text.remove_prefix(prefix.size());
    return is_there;
}

/// What follows "huggingface.co/"; an empty view without data where the text is no link to the Hub.
std::string_view path_in(std::string_view text) noexcept
{
    text = unwrapped(text);
    static_cast<void>(take_prefix(text, "https://") || take_prefix(text, "http://"));
    take_prefix(text, "www.");
    const auto take = [&text](std::string_view site) { return take_prefix(text, site); };
    return std::any_of(hub_sites.begin(), hub_sites.end(), take) ? text : std::string_view();
}

/// "U+2215", or "'@'".
std::string name_of(std::string_view character)
{
    const auto first = static_cast<unsigned char>(character.front());
    if (character.size() <= 1 && first > ' ' && first < 0x7F)
        return "'" + std::string(character) + "'";
    if (character == " ")
        return "a blank";
    // The first byte of UTF-8 has 7 bits less one a byte; each other has 6.
    unsigned code = character.size() > 1 ? first & (0x7FU >> character.size()) : first;
    for (const char c : character.substr(1))
        code = code << 6U | (static_cast<unsigned char>(c) & 0x3FU);
    std::string digits;
    for (int shift = code > 0xFFFF ? 16 : 8; shift >= 0; shift -= 8)
        append_hex(
            digits, static_cast<char>(code >> static_cast<unsigned>(shift)), capital_hex_digits
        );
    return "U+" + digits;
}

/// What is odd about a text that is no id.
failure oddity_of(std::string_view text)
{
    const auto is_odd = [](char c) {
        return check_model_id({&c, 1}).has_error() && c != '/' && c != '.';
    };
    const auto odd = std::find_if(text.begin(), text.end(), is_odd);
    if (odd == text.end())
        return {errc::bad_id, "is not owner/name"};
    const auto rest = text.substr(static_cast<std::size_t>(odd - text.begin()));
    // Bytes that are no UTF-8 are named one by one.
    return {
        errc::bad_id,
        "has " + name_of(rest.substr(0, std::max<std::size_t>(utf8_length(rest), 1))) +
            ", which no id of the Hub has"};
}

result<std::string_view> checked(std::string_view id)
{
    if (check_model_id(id).has_error())
        return oddity_of(id);
    return id;
}

/// The id in the path of a link: its first two parts.
result<std::string_view> id_in_path(std::string_view path)
{
    path = path.substr(0, path.find_first_of("?#"));
    // What the API says of a model is about that model.
    take_prefix(path, "api/models/");
    const auto slash = path.find('/');
    const auto owner = path.substr(0, slash);
    if (std::find(other_places.begin(), other_places.end(), owner) != other_places.end())
        return std::string_view();
    const auto name =
        slash == path.npos ? "" : path.substr(slash + 1, path.find('/', slash + 1) - slash - 1);
    if (name.empty() || owner == "organizations")
        return failure{errc::bad_id, "links to the page of an owner, or to a model without one"};
    return checked(path.substr(0, slash + 1 + name.size()));
}

}  // namespace

bool is_hub_link(std::string_view written) noexcept { return path_in(written).data() != nullptr; }

result<std::string_view> read_hub_id(std::string_view written)
{
    if (is_hub_link(written))
        return id_in_path(path_in(written));
    auto text = unwrapped(written);
    if (text.find("://") != text.npos && !take_prefix(text, "hf://"))
        return failure{errc::bad_id, "is a link to another site than the Hub"};
    take_prefix(text, "hf:");
    return checked(text);
}

}  // namespace muster
