#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace muster::test {

/// A directory for plugins, ours alone, gone with the object.
class plugin_directory
{
public:
    plugin_directory();
    ~plugin_directory();
    plugin_directory(const plugin_directory&) = delete;
    plugin_directory& operator=(const plugin_directory&) = delete;

    const std::filesystem::path& path() const noexcept { return path_; }

    /// A copy of a fixture, under its own name or another.
    std::filesystem::path add(const std::string& fixture, const std::string& file_name = "") const;

    /// The three plugins that stand beside every misdeed.
    void add_healthy() const;

    std::filesystem::path write(const std::string& file_name, std::string_view bytes) const;

private:
    std::filesystem::path path_;
};

std::filesystem::path fixture_file(const std::string& name);
std::string bytes_of_file(const std::filesystem::path& file);

}  // namespace muster::test
