#include "files/file_io.hpp"
#include "support/files.hpp"
#include "support/permissions.hpp"
#include "support/temporary_directory.hpp"

#include <boost/test/unit_test.hpp>

#include <fstream>
#include <sys/stat.h>

using namespace muster;
using namespace muster::test;
namespace fs = std::filesystem;

namespace {

struct file_fixture
{
    temporary_directory directory = {};
    fs::path file = directory.path() / "file.json";

    std::size_t files_beside() const
    {
        return static_cast<std::size_t>(
            std::distance(fs::directory_iterator(directory.path()), fs::directory_iterator())
        );
    }
};

ino_t identity_of(const fs::path& file)
{
    struct stat facts = {};
    BOOST_TEST_REQUIRE(::stat(file.c_str(), &facts) == 0);
    return facts.st_ino;
}

mode_t mode_of(const fs::path& file)
{
    struct stat facts = {};
    BOOST_TEST_REQUIRE(::stat(file.c_str(), &facts) == 0);
    return facts.st_mode & 0777U;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(file_io_test, file_fixture)

BOOST_AUTO_TEST_CASE(what_is_written_is_read)
{
    const std::string content("bytes\0of\nany\xff kind", 18);

    BOOST_TEST_REQUIRE(replace_file(file, content).has_value());
    BOOST_TEST((*read_file(file) == content));
    BOOST_TEST(files_beside() == 1u);
}

BOOST_AUTO_TEST_CASE(readers_of_the_old_content_keep_it)
{
    put_file(file, "old");
    std::ifstream reader(file);
    BOOST_TEST_REQUIRE(replace_file(file, "new").has_value());

    std::string seen;
    reader >> seen;
    BOOST_TEST(seen == "old");
    BOOST_TEST(text_of(file) == "new");
}

BOOST_AUTO_TEST_CASE(the_same_content_leaves_the_file_untouched)
{
    put_file(file, "same");
    const auto before = identity_of(file);
    const auto written = fs::last_write_time(file);
    BOOST_TEST(replace_file(file, "same").has_value());

    BOOST_TEST(identity_of(file) == before);
    BOOST_TEST((fs::last_write_time(file) == written));
    BOOST_TEST(replace_file(file, "more").has_value());
    BOOST_TEST(identity_of(file) != before);
}

BOOST_AUTO_TEST_CASE(the_new_file_has_the_mode_of_the_old)
{
    for (const mode_t mode : {0600U, 0664U, 0755U, 0444U, 0200U})
    {
        put_file(file, "old");
        BOOST_TEST_REQUIRE(::chmod(file.c_str(), mode) == 0);
        BOOST_TEST_REQUIRE(replace_file(file, "new").has_value());

        BOOST_TEST(mode_of(file) == mode);
        fs::remove(file);
    }
    const auto before = ::umask(027);
    BOOST_TEST(replace_file(file, "first").has_value());
    ::umask(before);
    BOOST_TEST(mode_of(file) == 0640U);
}

BOOST_AUTO_TEST_CASE(a_link_stays_and_the_file_it_leads_to_is_replaced)
{
    const auto target = directory.path() / "elsewhere" / "kept.json";
    put_file(target, "old");
    fs::create_symlink("elsewhere/kept.json", directory.path() / "second");
    fs::create_symlink(directory.path() / "second", file);
    const auto before = identity_of(target);
    BOOST_TEST_REQUIRE(replace_file(file, "new").has_value());

    BOOST_TEST(fs::is_symlink(file));
    BOOST_TEST(fs::is_symlink(directory.path() / "second"));
    BOOST_TEST(text_of(target) == "new");
    BOOST_TEST(identity_of(target) != before);  // replaced by a rename, not written into
    BOOST_TEST(all_files(target.parent_path()).size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_link_to_nothing_is_made_one_to_something)
{
    const auto target = directory.path() / "elsewhere" / "kept.json";
    fs::create_directory(target.parent_path());
    fs::create_symlink(target, file);
    BOOST_TEST_REQUIRE(replace_file(file, "new").has_value());

    BOOST_TEST(fs::is_symlink(file));
    BOOST_TEST(text_of(target) == "new");
}

BOOST_AUTO_TEST_CASE(a_link_that_leads_nowhere_is_named)
{
    fs::create_symlink(file, file);
    BOOST_TEST(
        replace_file(file, "new").error().where ==
        "cannot write " + file.string() + ": Too many levels of symbolic links"
    );
    fs::remove(file);
    fs::create_symlink(directory.path() / "none" / "file", file);
    BOOST_TEST(
        replace_file(file, "new").error().where ==
        "cannot write " + file.string() + ": No such file or directory"
    );
    BOOST_TEST(files_beside() == 1u);
}

BOOST_AUTO_TEST_CASE(a_missing_file_is_nothing_or_a_failure_as_asked)
{
    BOOST_TEST_REQUIRE(read_file_if_there(file).has_value());
    BOOST_TEST(!*read_file_if_there(file));
    BOOST_TEST(
        read_file(file).error().where ==
        "cannot read " + file.string() + ": No such file or directory"
    );
}

BOOST_AUTO_TEST_CASE(what_is_no_file_is_not_read)
{
    BOOST_TEST(
        read_file(directory.path()).error().where ==
        "cannot read " + directory.path().string() + ": Is a directory"
    );
    BOOST_TEST_REQUIRE(::mkfifo(file.c_str(), 0600) == 0);
    BOOST_TEST(read_file(file).has_error());
    BOOST_TEST(read_file_if_there(file).has_error());
}

BOOST_AUTO_TEST_CASE(o01_a_read_only_directory_keeps_its_file)
{
    put_file(file, "old");
    const plain_permissions plain;
    const read_only_directory locked(directory.path());
    const auto written = replace_file(file, "new");

    BOOST_TEST(written.error().where == "cannot write " + file.string() + ": Permission denied");
    BOOST_TEST(text_of(file) == "old");
    BOOST_TEST(files_beside() == 1u);
}

BOOST_AUTO_TEST_CASE(o01_a_directory_in_place_of_the_file_stays_and_nothing_is_left_beside_it)
{
    fs::create_directory(file);
    const auto written = replace_file(file, "new");

    BOOST_TEST(written.error().where == "cannot write " + file.string() + ": Is a directory");
    BOOST_TEST(files_beside() == 1u);
}

BOOST_AUTO_TEST_CASE(a_missing_directory_is_a_failure)
{
    BOOST_TEST(replace_file(directory.path() / "none" / "file", "x").has_error());
}

BOOST_AUTO_TEST_CASE(drafts_of_a_killed_run_go_and_what_people_wrote_stays)
{
    const auto put = [this](const char* name) {
        std::filesystem::create_directories((directory.path() / name).parent_path());
        std::ofstream(directory.path() / name) << "text";
    };
    for (const auto* name :
         {"models.json.draft-123", "notes.draft-old.md", "own/x.draft-7", "a.draft-"})
        put(name);
    remove_left_drafts(directory.path());

    const auto is_there = [this](const char* name) {
        return std::filesystem::exists(directory.path() / name);
    };
    BOOST_TEST(!is_there("models.json.draft-123"));
    BOOST_TEST(is_there("notes.draft-old.md"));
    BOOST_TEST(is_there("own/x.draft-7"));
    BOOST_TEST(is_there("a.draft-"));
}

BOOST_AUTO_TEST_CASE(drafts_beside_the_end_of_a_link_go_and_no_others_there)
{
    const auto away = directory.path() / "away";
    for (const auto* name : {"kept.json", "kept.json.draft-7", "other.json.draft-7"})
        put_file(away / name, "text");
    fs::create_symlink(away / "kept.json", file);
    remove_left_drafts(directory.path());

    BOOST_TEST(all_files(away).size() == 2u);
    BOOST_TEST(!fs::exists(away / "kept.json.draft-7"));
}

BOOST_AUTO_TEST_SUITE_END()
