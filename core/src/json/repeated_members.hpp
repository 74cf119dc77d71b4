#pragma once

#include <boost/json/value.hpp>

#include <string_view>

namespace muster {

/// Whether an object somewhere in the document has two members of one name. The parser keeps the
/// last of them; two readers might not agree. Takes the text and what it was parsed into.
bool has_repeated_members(std::string_view text, const boost::json::value& document);

}  // namespace muster
