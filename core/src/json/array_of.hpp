#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <string>
#include <string_view>

namespace muster {

/// What make gives for each element, in their order.
template <class Range, class Make>
boost::json::array array_of(const Range& range, Make make)
{
    boost::json::array out;
    for (const auto& one : range)
        out.push_back(make(one));
    return out;
}

/// Each element as its to_json() has it.
template <class Range>
boost::json::array array_of(const Range& range)
{
    return array_of(range, [](const auto& one) { return to_json(one); });
}

/// The list that an object has by this name; empty where it has none, or something else. For
/// documents of other versions, of which nothing depends.
inline const boost::json::array& list_in(const boost::json::object& members, std::string_view name)
{
    static const boost::json::array nothing;
    const auto* const member = members.if_contains(name);
    const auto* const list = member ? member->if_array() : nullptr;
    return list ? *list : nothing;
}

/// The text that an object has by this name; empty where it has none, or something else. Likewise.
inline std::string text_in(const boost::json::object& members, std::string_view name)
{
    const auto* const member = members.if_contains(name);
    const auto* const text = member ? member->if_string() : nullptr;
    return text ? std::string(*text) : std::string();
}

}  // namespace muster
