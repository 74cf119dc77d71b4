#include "e2e/small_world.hpp"

#include <boost/test/unit_test.hpp>

#include <vector>

using namespace muster;
using namespace muster::test;
namespace fs = std::filesystem;

namespace {

const fs::path shipped = fs::path(MUSTER_SOURCE_DIRECTORY) / "data";

/// A place where nothing was run yet.
struct new_place : small_world
{
    new_place() { fs::remove_all(data); }

    std::vector<std::string> names() const
    {
        std::vector<std::string> all;
        for (const auto& entry : fs::directory_iterator(directory.path()))
            if (holds(entry.path().filename().string(), "data"))
                all.push_back(entry.path().filename().string());
        return all;
    }

    /// What a person would miss of what ships.
    void has_what_ships() const
    {
        for (const auto& [name, content] : files_people_keep(shipped))
            BOOST_TEST(fs::exists(data / name), name);
        BOOST_TEST(text_of(data / "catalog.json") == text_of(shipped / "catalog.json"));
        BOOST_TEST(text_of(data / "policy.json") == text_of(shipped / "policy.json"));
    }

    finished ingest() { return muster({"ingest", "--sources", "community"}); }
};

// Below the size of several shipped files, in blocks of 512 bytes.
const std::vector<std::string> small_files_only = {"sh", "-c", "ulimit -f 100; exec \"$@\"", "sh"};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(first_start_test, new_place)

BOOST_AUTO_TEST_CASE(o01_a_start_that_fails_leaves_nothing_and_the_next_is_whole)
{
    program_prefix = small_files_only;
    const auto failed = ingest();
    BOOST_TEST(failed.status == 1);
    BOOST_TEST(
        holds(failed.err, "muster: cannot copy the shipped data to " + data.string()), failed.err
    );
    BOOST_TEST(holds(failed.err, ": File too large"), failed.err);
    BOOST_TEST(names().empty());

    program_prefix.clear();
    const auto done = ingest();
    BOOST_TEST(done.status == 0, done.err);
    BOOST_TEST(
        holds(done.err, data.string() + " was started from the data that ships with muster\n"),
        done.err
    );
    has_what_ships();
    BOOST_TEST((names() == std::vector<std::string>{"data"}));
    BOOST_TEST(!holds(ingest().err, "was started"));
}

BOOST_AUTO_TEST_CASE(o01_an_empty_directory_is_started_whole_or_stays_empty)
{
    fs::create_directory(data);
    program_prefix = small_files_only;
    const auto failed = ingest();
    BOOST_TEST(failed.status == 1, failed.err);
    BOOST_TEST(all_files(data).empty());

    program_prefix.clear();
    const auto done = ingest();
    BOOST_TEST(done.status == 0, done.err);
    BOOST_TEST(holds(done.err, "was started from the data that ships"), done.err);
    has_what_ships();
}

BOOST_AUTO_TEST_CASE(a_directory_that_holds_anything_is_not_filled)
{
    put_file(data / "community_rankings.json", "[{\"model_id\": \"a/b\"}]");
    BOOST_TEST(ingest().status == 0);
    BOOST_TEST(!fs::exists(data / "catalog.json"));
}

BOOST_AUTO_TEST_CASE(a_decision_starts_the_directory_as_a_run_does)
{
    muster_well({"reject", "a/b", "--why", "not for us"});
    has_what_ships();
}

BOOST_AUTO_TEST_SUITE_END()
