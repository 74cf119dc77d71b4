#pragma once

#include <boost/json/object.hpp>

#include <string>
#include <string_view>

namespace muster {

/// page.html with its style and scripts, still without data. CMake puts it together.
std::string_view review_template() noexcept;

/// What the data replaces in the template.
inline constexpr std::string_view review_data_mark = "@DATA@";

/// The document as text that is safe inside <script>: characters that could end the element or a
/// line of script are written as \uXXXX.
std::string script_json(const boost::json::object& document);

/// A page with the document in place of the mark.
std::string with_data(std::string_view page, const boost::json::object& data);

/// The complete page: one file that loads nothing.
std::string review_page(const boost::json::object& data);

}  // namespace muster
