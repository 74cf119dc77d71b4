#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <string_view>

namespace muster::test {

inline void put_file(const std::filesystem::path& file, std::string_view content)
{
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << content;
}

inline std::string text_of(const std::filesystem::path& file)
{
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

/// Every file below a directory with its content, but for the lock.
inline std::map<std::string, std::string> all_files(const std::filesystem::path& directory)
{
    std::map<std::string, std::string> files;
    for (const auto& each : std::filesystem::recursive_directory_iterator(directory))
        if (each.is_regular_file() && each.path().filename() != ".lock")
            files[each.path().lexically_relative(directory).string()] = text_of(each.path());
    return files;
}

}  // namespace muster::test
