#include "files/pending_files.hpp"
#include "support/files.hpp"
#include "support/permissions.hpp"
#include "support/temporary_directory.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster;
using namespace muster::test;
namespace fs = std::filesystem;

namespace {

struct pending_fixture
{
    temporary_directory directory = {};
    fs::path data = directory.path() / "data";
};

using contents = std::map<std::string, std::string>;

}  // namespace

BOOST_FIXTURE_TEST_SUITE(pending_files_test, pending_fixture)

BOOST_AUTO_TEST_CASE(they_are_written_together)
{
    pending_files files;
    files.add(data / "sources" / "hub.json", "1");
    files.add(data / "models.json", "2");
    BOOST_TEST(!fs::exists(data));

    BOOST_TEST(files.write().has_value());
    BOOST_TEST((all_files(data) == contents{{"sources/hub.json", "1"}, {"models.json", "2"}}));
}

BOOST_AUTO_TEST_CASE(a_file_may_be_written_twice_and_has_the_last_content)
{
    pending_files files;
    files.add(data / "archive.json", "both");
    files.add(data / "models.json", "rows");
    files.add(data / "archive.json", "one");

    BOOST_TEST(files.write().has_value());
    BOOST_TEST((all_files(data) == contents{{"archive.json", "one"}, {"models.json", "rows"}}));
}

BOOST_AUTO_TEST_CASE(its_last_content_may_be_what_it_has)
{
    put_file(data / "list.json", "as before");
    pending_files files;
    files.add(data / "list.json", "meanwhile");
    files.add(data / "list.json", "as before");
    BOOST_TEST(files.changes()->empty());
    BOOST_TEST(files.write().has_value());
    BOOST_TEST((all_files(data) == contents{{"list.json", "as before"}}));
}

BOOST_AUTO_TEST_CASE(a_file_that_is_left_as_it_is_is_not_written)
{
    pending_files files;
    files.add(data / "list.json", "1");
    files.add(data / "models.json", "2");
    files.leave_as_it_is(data / "list.json");
    BOOST_TEST(files.content_of(data / "list.json") == nullptr);
    BOOST_TEST(files.write().has_value());
    BOOST_TEST((all_files(data) == contents{{"models.json", "2"}}));
}

BOOST_AUTO_TEST_CASE(what_would_change_is_told_without_a_change)
{
    put_file(data / "same.json", "same");
    pending_files files;
    files.add(data / "same.json", "same");
    files.add(data / "new.json", "new");
    const auto changes = files.changes();
    BOOST_TEST_REQUIRE(changes->size() == 1u);
    BOOST_TEST(changes->at(0).file == data / "new.json");
    BOOST_TEST(changes->at(0).before == "");
    BOOST_TEST(changes->at(0).after == "new");
    BOOST_TEST(all_files(data).size() == 1u);
}

BOOST_AUTO_TEST_CASE(o01_one_that_cannot_be_written_leaves_all_as_they_were)
{
    put_file(data / "first.json", "old");
    fs::create_directories(data / "second.json");
    pending_files files;
    files.add(data / "first.json", "new");
    files.add(data / "second.json", "new");

    BOOST_TEST(files.write().has_error());
    BOOST_TEST((all_files(data) == contents{{"first.json", "old"}}));
}

BOOST_AUTO_TEST_CASE(o01_a_rename_that_fails_in_the_middle_says_which_files_are_new)
{
    pending_files files;
    put_file(data / "same.json", "same");
    for (const auto* name : {"same.json", "a.json", "b.json"})
        files.add(data / name, name == std::string("same.json") ? "same" : name);
    // Somebody makes a directory of that name while the file is written.
    files.add(data / "c.json", chunked_text{1, [this](std::size_t) {
                                                fs::create_directories(data / "c.json");
                                                return std::string("c");
                                            }});
    const auto written = files.write();

    BOOST_TEST_REQUIRE(written.has_error());
    BOOST_TEST(
        written.error().where == "cannot write " + (data / "c.json").string() +
                                     ": Is a directory; these files were replaced before: " +
                                     (data / "a.json").string() + ", " + (data / "b.json").string()
    );
    BOOST_TEST(text_of(data / "a.json") == "a.json");
}

BOOST_AUTO_TEST_CASE(o02_a_stop_while_a_draft_is_written_leaves_none)
{
    put_file(data / "first.json", "old");
    interruption stop;
    pending_files files;
    files.add(data / "first.json", chunked_text{10'000, [&](std::size_t) {
                                                    if (all_files(data).size() > 1)
                                                        stop.is_requested = true;
                                                    return std::string("new\n");
                                                }});

    BOOST_CHECK_THROW(static_cast<void>(files.write(stop)), work_interrupted);
    BOOST_TEST((all_files(data) == contents{{"first.json", "old"}}));
}

BOOST_AUTO_TEST_SUITE_END()
