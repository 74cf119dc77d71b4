#pragma once

#include <boost/json/object.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace muster {

/// The text of a JSON list with one more object, before the element of this index or, past the
/// last one, at the end. All other bytes stay as a person left them, and the object is laid out as
/// its neighbour is indented.
///
/// Precondition: the text is a JSON list of objects, at least one.
std::string
with_element(std::string_view text, std::size_t index, const boost::json::object& element);

}  // namespace muster
