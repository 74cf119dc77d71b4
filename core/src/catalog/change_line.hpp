#pragma once

#include <boost/json/object.hpp>

#include <string>
#include <string_view>

namespace muster {

/// The text of a member of a line of the feed; empty where it is none.
inline std::string text_in(const boost::json::object& line, std::string_view name)
{
    const auto* const member = line.if_contains(name);
    const auto* const text = member ? member->if_string() : nullptr;
    return text ? std::string(*text) : std::string();
}

}  // namespace muster
