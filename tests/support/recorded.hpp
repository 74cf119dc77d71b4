#pragma once

#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>
#include <string>

namespace muster::test {

/// Real answers, recorded by others: they lie beside the source tree, where they are at all.
inline std::filesystem::path recorded_directory()
{
    return std::filesystem::path(MUSTER_SOURCE_DIRECTORY).parent_path() / "shared" / "recorded";
}

/// A recorded file; nothing where it is absent, and a message that CTest takes for a skipped test.
inline std::optional<std::string> recorded(const std::string& name)
{
    std::ifstream in(recorded_directory() / name, std::ios::binary);
    if (!in)
    {
        std::cout << "skipped: no recorded " << name << '\n';
        return {};
    }
    return std::string(std::istreambuf_iterator<char>(in), {});
}

}  // namespace muster::test
