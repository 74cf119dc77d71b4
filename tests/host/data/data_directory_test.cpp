#include "data/data_lock.hpp"
#include "support/files.hpp"
#include "support/permissions.hpp"
#include "support/temporary_directory.hpp"

#include <boost/test/unit_test.hpp>

#include <unistd.h>

using namespace muster;
using namespace muster::test;
namespace fs = std::filesystem;

namespace {

struct directory_fixture
{
    temporary_directory directory = {};
    fs::path data = directory.path() / "deep" / "data";

    /// A data directory as it is started where there was none.
    fs::path fresh() const
    {
        const auto made = directory.path() / "fresh";
        BOOST_TEST_REQUIRE(prepare_data_directory(made).has_value());
        return made;
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(data_directory_test, directory_fixture)

BOOST_AUTO_TEST_CASE(one_that_is_missing_is_started_once)
{
    BOOST_TEST((*prepare_data_directory(data) == data_start::from_shipped));
    BOOST_TEST(fs::exists(data / "models.json"));
    BOOST_TEST((*prepare_data_directory(data) == data_start::none));
}

BOOST_AUTO_TEST_CASE(a_slash_at_the_end_changes_nothing)
{
    const auto started = prepare_data_directory(data / "");

    BOOST_TEST_REQUIRE(started.has_value(), started.error().where);
    BOOST_TEST((*started == data_start::from_shipped));
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

BOOST_AUTO_TEST_CASE(one_that_is_empty_is_started_and_keeps_what_is_no_data)
{
    put_file(data / ".gitkeep", "mine");
    const auto opened = open_data_directory(data);

    BOOST_TEST_REQUIRE(opened.has_value(), opened.error().where);
    BOOST_TEST((opened->started == data_start::from_shipped));
    auto files = all_files(data);
    BOOST_TEST(files.erase(".gitkeep") == 1u);
    BOOST_TEST((files == all_files(fresh())));
    BOOST_TEST(!fs::exists(data / ".start"));
    BOOST_TEST(!fs::exists(data / ".start.draft"));
}

BOOST_AUTO_TEST_CASE(one_that_holds_anything_is_left_as_it_is)
{
    put_file(data / "notes.txt", "mine");
    const auto opened = open_data_directory(data);

    BOOST_TEST_REQUIRE(opened.has_value(), opened.error().where);
    BOOST_TEST((opened->started == data_start::none));
    BOOST_TEST((all_files(data) == std::map<std::string, std::string>{{"notes.txt", "mine"}}));
}

BOOST_AUTO_TEST_CASE(a_start_of_an_empty_one_that_was_killed_goes_on)
{
    const auto whole = all_files(fresh());
    put_file(data / ".start.draft" / "models.json", "half");
    BOOST_TEST(open_data_directory(data).has_value());
    BOOST_TEST((all_files(data) == whole));

    fs::create_directory(data / ".start");
    fs::rename(data / "models.json", data / ".start" / "models.json");
    fs::rename(data / "sources", data / ".start" / "sources");
    const auto opened = open_data_directory(data);
    BOOST_TEST_REQUIRE(opened.has_value(), opened.error().where);
    BOOST_TEST((opened->started == data_start::from_shipped));
    BOOST_TEST((all_files(data) == whole));
}

BOOST_AUTO_TEST_CASE(what_a_killed_start_left_beside_goes_with_the_next)
{
    const auto left = data.parent_path() / ".data.muster-start-999999999";
    const auto own = data.parent_path() / ".data.muster-start-7-of-mine";
    const auto at_work = data.parent_path() / (".data.muster-start-" + std::to_string(::getppid()));
    for (const auto& beside : {left, own, at_work})
        put_file(beside / "models.json", "half");
    BOOST_TEST(prepare_data_directory(data).has_value());

    BOOST_TEST(!fs::exists(left));
    BOOST_TEST(fs::exists(own));
    BOOST_TEST(fs::exists(at_work));
}

BOOST_AUTO_TEST_SUITE_END()
