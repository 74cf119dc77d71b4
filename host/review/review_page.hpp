#pragma once

#include <boost/json/object.hpp>

#include <string>
#include <string_view>

namespace muster {

/// The page without its data: page.html with its style and scripts in place.
std::string_view review_template() noexcept;

/// Where the data goes.
inline constexpr std::string_view review_data_mark = "@DATA@";

/// A document as text that is safe inside <script>: what would end the element, or a line of
/// script, is written as \uXXXX.
std::string script_json(const boost::json::object& document);

/// The whole review page: one file that needs no other.
std::string review_page(const boost::json::object& data);

}  // namespace muster
