#include "plugin_directory.hpp"

#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <system_error>

namespace fs = std::filesystem;

namespace muster::test {

plugin_directory::plugin_directory()
{
    auto pattern = (fs::temp_directory_path() / "muster-plugins-XXXXXX").string();
    if (!::mkdtemp(pattern.data()))
        throw std::system_error(errno, std::generic_category(), "mkdtemp");
    path_ = pattern;
}

plugin_directory::~plugin_directory()
{
    std::error_code ignored;
    fs::remove_all(path_, ignored);
}

fs::path plugin_directory::add(const std::string& fixture, const std::string& file_name) const
{
    const auto place = path_ / (file_name.empty() ? fixture + ".so" : file_name);
    fs::copy_file(fixture_file(fixture), place);
    return place;
}

void plugin_directory::add_healthy() const
{
    for (const auto* name : {"healthy_a", "healthy_b", "healthy_c"})
        add(name);
}

fs::path plugin_directory::write(const std::string& file_name, std::string_view bytes) const
{
    const auto place = path_ / file_name;
    std::ofstream(place, std::ios::binary) << bytes;
    return place;
}

fs::path fixture_file(const std::string& name)
{
    return fs::path(MUSTER_FIXTURE_DIRECTORY) / (name + ".so");
}

std::string bytes_of_file(const fs::path& file)
{
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace muster::test
