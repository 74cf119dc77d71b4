#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// The parts between separators, empty ones too: of "a::b" three. One, empty, of an empty text.
inline std::vector<std::string> split(std::string_view text, char separator)
{
    std::vector<std::string> parts;
    for (std::size_t end = 0; end != std::string_view::npos;)
    {
        end = text.find(separator);
        parts.emplace_back(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return parts;
}

}  // namespace muster
