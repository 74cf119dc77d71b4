#include "files/data_directory.hpp"
#include "support/files.hpp"
#include "support/permissions.hpp"
#include "support/temporary_directory.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster;
using namespace muster::test;
namespace fs = std::filesystem;

struct directory_fixture
{
    temporary_directory directory = {};
    fs::path data = directory.path() / "deep" / "data";
};

BOOST_FIXTURE_TEST_SUITE(data_directory_test, directory_fixture)

BOOST_AUTO_TEST_CASE(one_that_is_missing_is_started_once)
{
    BOOST_TEST(*prepare_data_directory(data));
    BOOST_TEST(fs::is_directory(data));
    BOOST_TEST(!*prepare_data_directory(data));
}

BOOST_AUTO_TEST_CASE(a_slash_at_the_end_changes_nothing)
{
    const auto started = prepare_data_directory(data / "");

    BOOST_TEST_REQUIRE(started.has_value(), started.error().where);
    BOOST_TEST(*started);
    BOOST_TEST(fs::is_directory(data));
}

BOOST_AUTO_TEST_CASE(a_file_in_its_place_is_named_and_stays)
{
    put_file(data, "mine");
    const auto started = prepare_data_directory(data);

    BOOST_TEST(
        started.error().where ==
        "cannot make the data directory " + data.string() + ": Not a directory"
    );
    BOOST_TEST(text_of(data) == "mine");
}

BOOST_AUTO_TEST_CASE(a_place_where_nothing_can_be_made_is_named)
{
    const plain_permissions plain;
    const read_only_directory locked(directory.path());

    BOOST_TEST(
        prepare_data_directory(data).error().where ==
        "cannot make the data directory " + data.string() + ": Permission denied"
    );
}

BOOST_AUTO_TEST_CASE(pending_files_are_written_together)
{
    pending_files files;
    files.add(data / "sources" / "hub.json", "1");
    files.add(data / "models.json", "2");
    BOOST_TEST(!fs::exists(data));

    BOOST_TEST(files.write().has_value());
    BOOST_TEST(
        (all_files(data) ==
         std::map<std::string, std::string>{{"sources/hub.json", "1"}, {"models.json", "2"}})
    );
}

BOOST_AUTO_TEST_CASE(o01_one_that_cannot_be_written_leaves_all_as_they_were)
{
    put_file(data / "first.json", "old");
    fs::create_directories(data / "second.json");
    pending_files files;
    files.add(data / "first.json", "new");
    files.add(data / "second.json", "new");

    BOOST_TEST(files.write().has_error());
    BOOST_TEST((all_files(data) == std::map<std::string, std::string>{{"first.json", "old"}}));
}

BOOST_AUTO_TEST_SUITE_END()
