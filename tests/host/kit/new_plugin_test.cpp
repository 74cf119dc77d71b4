#include "kit/new_plugin.hpp"
#include "support/plugin_directory.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster;
namespace fs = std::filesystem;

BOOST_AUTO_TEST_SUITE(new_plugin_test)

BOOST_AUTO_TEST_CASE(a_name_with_a_hyphen_is_one_in_the_descriptor_and_none_in_the_code)
{
    const test::plugin_directory directory;
    const auto written = write_new_plugin("my-models", directory.path() / "new");

    BOOST_TEST_REQUIRE(written.has_value());
    BOOST_TEST_REQUIRE(written->size() == 4u);
    BOOST_TEST(written->front().filename() == "my_models.cpp");
    const auto source = test::bytes_of_file(written->front());
    BOOST_TEST(source.find("class my_models_index") != std::string::npos);
    BOOST_TEST(source.find(R"("name": "my-models")") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(names_a_plugin_cannot_have_are_refused)
{
    for (const auto* name : {"", "Upper", "1st", "a b", "a\"b", "../x", "a/b"})
    {
        const auto written = write_new_plugin(name, "/nowhere/at/all");
        BOOST_TEST_REQUIRE(written.has_error());
        BOOST_TEST(written.error().code == make_error_code(errc::bad_value), name);
    }
}

BOOST_AUTO_TEST_CASE(what_is_there_is_not_overwritten)
{
    const test::plugin_directory directory;
    directory.write("mine.cpp", "int precious;");
    const auto written = write_new_plugin("demo", directory.path());

    BOOST_TEST_REQUIRE(written.has_error());
    BOOST_TEST(written.error().code == make_error_code(errc::refused));
}

BOOST_AUTO_TEST_SUITE_END()
