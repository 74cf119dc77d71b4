#pragma once

#include <filesystem>
#include <system_error>
#include <vector>

namespace muster {

/// What lies in a directory, in no order; nothing where it cannot be read, and what came so far
/// where that fails in between: ec says which. (A range-for over a directory_iterator would throw
/// then.)
inline std::vector<std::filesystem::path>
paths_in(const std::filesystem::path& directory, std::error_code& ec)
{
    std::vector<std::filesystem::path> paths;
    for (std::filesystem::directory_iterator each(directory, ec), end; !ec && each != end;
         each.increment(ec))
        paths.push_back(each->path());
    return paths;
}

inline std::vector<std::filesystem::path> paths_in(const std::filesystem::path& directory)
{
    std::error_code unreadable;
    return paths_in(directory, unreadable);
}

}  // namespace muster
