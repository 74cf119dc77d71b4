#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// A text as it stands in HTML, in an element or in a quoted attribute.
std::string escaped(std::string_view text);

/// href is written as it stands: percent-encoded where it has to be, and never from outside.
std::string link_to(std::string_view href, std::string_view text);

/// A table with a heading, without one when it is empty. Cells are HTML.
std::string html_table(
    const std::vector<std::string>& heading, const std::vector<std::vector<std::string>>& rows
);

/// plain.html, with its marks. CMake puts it together.
std::string_view plain_template() noexcept;

/// A whole page. root: the way from it to the top of the site, "" or "../../"; body: HTML.
std::string html_page(std::string_view title, std::string_view root, std::string_view body);

}  // namespace muster
