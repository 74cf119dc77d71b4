#include "repeated_members.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

namespace json = boost::json;

namespace muster {

namespace {

/// Past the string that begins at the index, quotes included.
std::size_t past_string(std::string_view text, std::size_t begin)
{
    auto end = begin + 1;
    while (end < text.size() && text[end] != '"')
        // An escaped quote does not end the string.
        end += text[end] == '\\' ? 2 : 1;
    return end + 1;
}

std::size_t names_written(std::string_view text)
{
    std::size_t names = 0;
    for (auto at = text.find('"'); at < text.size(); at = text.find('"', at))
    {
        at = text.find_first_not_of(" \t\r\n", past_string(text, at));
        // Only names are followed by a colon.
        names += at < text.size() && text[at] == ':' ? 1 : 0;
    }
    return names;
}

std::size_t members_kept(const json::value& value)
{
    std::size_t members = 0;
    if (const auto* object = value.if_object())
        for (const auto& member : *object)
            members += 1 + members_kept(member.value());
    if (const auto* array = value.if_array())
        for (const auto& element : *array)
            members += members_kept(element);
    return members;
}

}  // namespace

bool has_repeated_members(std::string_view text, const json::value& document)
{
    // Of two members with one name the parser has kept one.
    return names_written(text) != members_kept(document);
}

}  // namespace muster
