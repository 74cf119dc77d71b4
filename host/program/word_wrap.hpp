#pragma once

#include <string>
#include <string_view>

namespace muster {

/// What the lines of a text begin with, and where they end.
struct line_shape
{
    std::string_view before_first = {};
    std::string_view before_others = {};
    std::size_t columns = 98;
};

/// A text as lines, broken between words; a word that is longer than a line (a URL) is broken
/// after its slashes.
std::string wrapped(std::string_view text, const line_shape& shape);

}  // namespace muster
