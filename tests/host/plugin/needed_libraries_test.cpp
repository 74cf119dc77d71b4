#include "plugin/needed_libraries.hpp"
#include "support/files.hpp"
#include "support/plugin_stage.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster;
namespace fs = std::filesystem;

namespace {

constexpr const char* library_name = "libmuster_absent.so";

/// A plugin that needs a library in the directory "needed" beside it.
struct plugin_with_library
{
    plugin_with_library()
    {
        fs::create_directory(needed);
        fs::copy_file(MUSTER_NEEDED_LIBRARY, needed / library_name);
    }

    std::vector<fs::path> found() const
    {
        std::vector<fs::path> paths;
        for (const auto& library : needed_libraries(plugin))
            paths.push_back(library.path);
        return paths;
    }

    /// As if it had been linked with another name, of the same length.
    void rename_what_is_needed(const std::string& name) const
    {
        auto bytes = test::text_of(plugin);
        for (auto at = bytes.find(library_name); at != bytes.npos; at = bytes.find(library_name))
            bytes.replace(at, name.size(), name);
        test::put_file(plugin, bytes);
    }

    test::plugin_directory directory;
    fs::path plugin = directory.add("origin");
    fs::path needed = directory.path() / "needed";
};

}  // namespace

BOOST_AUTO_TEST_SUITE(needed_libraries_test)

BOOST_FIXTURE_TEST_CASE(the_place_that_a_plugin_names_by_its_own_is_looked_at, plugin_with_library)
{
    BOOST_TEST(
        found() == (std::vector<fs::path>{plugin, needed / library_name}),
        boost::test_tools::per_element()
    );
}

BOOST_FIXTURE_TEST_CASE(what_is_no_library_is_not_made_readable, plugin_with_library)
{
    rename_what_is_needed("secrets-of-user.txt");
    test::put_file(needed / "secrets-of-user.txt", "secret");
    BOOST_TEST(found() == std::vector{plugin}, boost::test_tools::per_element());
}

BOOST_FIXTURE_TEST_CASE(
    the_directories_of_the_system_are_not_listed_one_by_one, plugin_with_library
)
{
    rename_what_is_needed("libstdc++.so.6\0\0\0\0\0");
    BOOST_TEST(found() == std::vector{plugin}, boost::test_tools::per_element());
}

BOOST_FIXTURE_TEST_CASE(
    it_loads_with_its_library_and_not_with_another_that_is_missing, plugin_with_library
)
{
    test::plugin_stage stage;
    stage.find(directory.path());
    BOOST_TEST(stage.read("origin.so", "a/b")->models.size() == 1u);
    BOOST_TEST(
        stage.at("origin.so").standing.readable == std::vector{(needed / library_name).string()},
        boost::test_tools::per_element()
    );

    fs::remove(needed / library_name);
    stage.find(directory.path());
    BOOST_TEST(
        stage.at("origin.so").reason.starts_with("missing-dependency: " + std::string(library_name))
    );
}

BOOST_AUTO_TEST_SUITE_END()
