#include "new_plugin.hpp"

#include "contract/descriptor.hpp"
#include "new_plugin_texts.hpp"

#include <boost/algorithm/string/replace.hpp>

#include <fstream>

namespace fs = std::filesystem;

namespace muster {

namespace {

// @NAME@ is the plugin's name, @ID@ the same as a C++ identifier.
std::string filled(std::string_view given, std::string_view name)
{
    std::string text(given);
    std::string identifier(name);
    // A name may have dashes, an identifier may not.
    boost::replace_all(identifier, "-", "_");
    boost::replace_all(text, "@NAME@", name);
    boost::replace_all(text, "@ID@", identifier);
    return text;
}

// Asks the reader of descriptors, which applies the rules when the plugin is loaded. A name with a
// quote in it would be another descriptor, hence the comparison.
result<void> check_name(std::string_view name)
{
    const auto text = R"({"name": ")" + std::string(name) + R"(", "source": "x", "version": "1"})";
    const auto read = read_descriptor(text);
    if (read.has_error() || read->name != name)
        return failure{
            errc::bad_value,
            "a plugin's name has lower-case letters, digits, - and _, a letter first"};
    return {};
}

}  // namespace

std::vector<std::pair<std::string, std::string>> new_plugin_files(std::string_view name)
{
    const auto stem = filled("@ID@", name);
    return {
        {stem + ".cpp", filled(new_plugin_texts::source, name)},
        {stem + "_test.cpp", filled(new_plugin_texts::test, name)},
        {"sample_page.json", std::string(new_plugin_texts::page)},
        {"CMakeLists.txt", filled(new_plugin_texts::cmake, name)}};
}

result<std::vector<fs::path>> write_new_plugin(std::string_view name, const fs::path& directory)
{
    const auto checked = check_name(name);
    if (checked.has_error())
        return checked.error();
    std::error_code ec;
    if (fs::exists(directory, ec) && !fs::is_empty(directory, ec))
        return failure{errc::refused, directory.string() + " exists and is not empty"};
    fs::create_directories(directory, ec);

    std::vector<fs::path> written;
    for (const auto& [file_name, text] : new_plugin_files(name))
    {
        // No draft and no rename: the directory is empty, so that nothing can be lost.
        std::ofstream out(directory / file_name, std::ios::binary);
        out << text;
        // A full disk shows at the flush.
        if (!out.flush())
            return failure{
                errc::unavailable, (directory / file_name).string() + " cannot be written"};
        written.push_back(directory / file_name);
    }
    return written;
}

}  // namespace muster
