#pragma once

#include <algorithm>
#include <string_view>
#include <vector>

namespace hub_pages {

/// The elements of a list with commas between.
inline std::vector<std::string_view> elements_of(std::string_view list)
{
    std::vector<std::string_view> out;
    for (std::size_t begin = 0; begin <= list.size();)
    {
        const auto end = std::min(list.find(',', begin), list.size());
        out.push_back(list.substr(begin, end - begin));
        begin = end + 1;
    }
    return out;
}

}  // namespace hub_pages
