#include "plugin/find_plugins.hpp"
#include "support/plugin_stage.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

using namespace muster;
namespace fs = std::filesystem;

namespace {

struct one_directory
{
    one_directory() { directory.add_healthy(); }

    void find() { stage.find(directory.path()); }

    std::string state_of(const std::string& file) const
    {
        return std::string(to_string(stage.at(file).state));
    }

    std::string reason_of(const std::string& file) const { return stage.at(file).reason; }

    void healthy_ones_work()
    {
        for (const auto* healthy : {"healthy_a.so", "healthy_b.so", "healthy_c.so"})
            BOOST_TEST(stage.read(healthy, "a/b")->models.size() == 1u);
    }

    test::plugin_directory directory;
    test::plugin_stage stage;
};

// Permissions do not keep root out.
bool is_root() { return ::geteuid() == 0; }

}  // namespace

BOOST_FIXTURE_TEST_SUITE(discovery_test, one_directory)

BOOST_AUTO_TEST_CASE(l15_of_two_files_with_one_name_the_first_wins)
{
    directory.add("healthy_a", "Healthy_A.so");
    directory.add("healthy_a", "zzz.so");
    find();

    BOOST_TEST(state_of("Healthy_A.so") == "usable");
    BOOST_TEST(state_of("healthy_a.so") == "shadowed");
    BOOST_TEST(
        reason_of("zzz.so") == "shadowed by " + (directory.path() / "Healthy_A.so").string()
    );
}

BOOST_AUTO_TEST_CASE(l15_directories_come_in_the_order_given)
{
    test::plugin_directory second;
    second.add("healthy_a", "aaa.so");
    stage.search.directories = {directory.path(), second.path()};
    stage.found = test::run(stage.context, find_sources(stage.search));

    BOOST_TEST(state_of("healthy_a.so") == "usable");
    BOOST_TEST(state_of("aaa.so") == "shadowed");
}

BOOST_AUTO_TEST_CASE(l15_a_file_with_two_names_is_loaded_once_and_listed_by_both)
{
    fs::create_symlink("healthy_a.so", directory.path() / "x_link.so");
    fs::create_hard_link(directory.path() / "healthy_b.so", directory.path() / "x_hard_link.so");
    find();

    BOOST_TEST(stage.found.size() == 5u);
    for (const auto* name : {"a", "b"})
    {
        const auto link = std::string(name) == "a" ? "x_link.so" : "x_hard_link.so";
        const auto first = directory.path() / ("healthy_" + std::string(name) + ".so");
        BOOST_TEST(state_of(link) == "shadowed");
        BOOST_TEST(reason_of(link) == "shadowed by " + first.string());
        BOOST_TEST(stage.at(link).description.name == "healthy_" + std::string(name));
        BOOST_TEST(!stage.at(link).runner);
    }
    stage.search.directories = {directory.path(), directory.path() / "."};
    stage.found = test::run(stage.context, find_sources(stage.search));
    BOOST_TEST(stage.found.size() == 5u);
}

BOOST_AUTO_TEST_CASE(l15_another_name_of_a_file_that_is_no_plugin_says_so)
{
    directory.add("load_exit");
    fs::create_symlink("load_exit.so", directory.path() / "zzz.so");
    find();

    BOOST_TEST(state_of("zzz.so") == "skipped");
    BOOST_TEST(
        reason_of("zzz.so") == "the same file as " + (directory.path() / "load_exit.so").string() +
                                   ": " + reason_of("load_exit.so")
    );
}

BOOST_AUTO_TEST_CASE(l16_links_that_lead_nowhere_are_skipped_with_their_target)
{
    fs::create_symlink("/nowhere/plugin.so", directory.path() / "dangling.so");
    fs::create_symlink("loop.so", directory.path() / "loop.so");
    fs::create_symlink("/usr", directory.path() / "directory.so");
    find();

    BOOST_TEST(
        reason_of("dangling.so").find("(a link to /nowhere/plugin.so)") != std::string::npos
    );
    BOOST_TEST(reason_of("loop.so").starts_with("not-a-file: Too many levels of symbolic links"));
    BOOST_TEST(reason_of("directory.so") == "not-a-file: not a regular file");
    healthy_ones_work();
}

BOOST_AUTO_TEST_CASE(l16_a_link_out_of_the_directory_must_lead_to_a_file_that_is_ours)
{
    test::plugin_directory elsewhere;
    const auto target = elsewhere.add("size_4096", "open_to_all.so");
    fs::permissions(target, fs::perms::others_write, fs::perm_options::add);
    fs::create_symlink(target, directory.path() / "link.so");
    find();

    BOOST_TEST(state_of("link.so") == "untrusted");
}

BOOST_AUTO_TEST_CASE(l17_what_is_no_file_is_skipped_at_once)
{
    ::mkfifo((directory.path() / "fifo.so").c_str(), 0600);
    fs::create_directory(directory.path() / "folder.so");
    const auto number = ::socket(AF_UNIX, SOCK_STREAM, 0);
    sockaddr_un name = {};
    name.sun_family = AF_UNIX;
    (directory.path() / "socket.so").string().copy(name.sun_path, sizeof name.sun_path - 1);
    ::bind(number, reinterpret_cast<const sockaddr*>(&name), sizeof name);
    fs::create_symlink("/dev/zero", directory.path() / "device.so");
    const std::vector<fs::path> directories = {directory.path()};
    const auto spent =
        test::shortest_time_of([&] { static_cast<void>(find_plugins(directories, false)); });
    BOOST_TEST(spent.count() < (test::is_sanitized ? 100 : 10));
    find();
    ::close(number);

    BOOST_TEST(reason_of("fifo.so") == "not-a-file: not a regular file");
    BOOST_TEST(reason_of("folder.so") == "not-a-file: not a regular file");
    BOOST_TEST(reason_of("socket.so").starts_with("not-a-file: "));
    BOOST_TEST(state_of("device.so") != "usable");
    healthy_ones_work();
}

BOOST_AUTO_TEST_CASE(l18_an_unreadable_file_is_skipped, *boost::unit_test::label("not-as-root"))
{
    if (is_root())
        return;
    fs::permissions(directory.path() / "healthy_a.so", fs::perms::none);
    find();

    BOOST_TEST(reason_of("healthy_a.so") == "not-a-file: cannot be read (Permission denied)");
}

BOOST_AUTO_TEST_CASE(l18_a_directory_that_is_missing_or_a_file_is_told)
{
    stage.search.directories = {directory.path() / "missing", directory.path() / "healthy_a.so"};
    stage.found = test::run(stage.context, find_sources(stage.search));

    BOOST_TEST(reason_of("missing") == "cannot be searched: No such file or directory");
    BOOST_TEST(reason_of("healthy_a.so") == "cannot be searched: Not a directory");
}

BOOST_AUTO_TEST_CASE(l19_a_file_that_others_may_write_is_untrusted)
{
    fs::permissions(
        directory.path() / "healthy_a.so", fs::perms::others_write, fs::perm_options::add
    );
    find();
    BOOST_TEST(state_of("healthy_a.so") == "untrusted");
    BOOST_TEST(reason_of("healthy_a.so").find("chmod go-w") != std::string::npos);

    stage.search.allow_untrusted = true;
    find();
    healthy_ones_work();
}

BOOST_AUTO_TEST_CASE(l19_so_is_all_in_a_directory_that_the_group_may_write)
{
    fs::permissions(directory.path(), fs::perms::group_write, fs::perm_options::add);
    find();
    for (const auto& one : stage.found)
        BOOST_TEST(to_string(one.state) == "untrusted");

    stage.search.allow_untrusted = true;
    find();
    healthy_ones_work();
}

BOOST_AUTO_TEST_CASE(l19_and_a_file_of_somebody_else)
{
    if (!is_root())
        return;
    BOOST_TEST_REQUIRE(::chown((directory.path() / "healthy_a.so").c_str(), 12345, 12345) == 0);
    find();
    // For root, root's own and its own are the same.
    BOOST_TEST(reason_of("healthy_a.so").starts_with("untrusted: the file belongs to another user")
    );
}

BOOST_AUTO_TEST_CASE(l22_a_plugin_deleted_or_replaced_while_it_is_used_goes_on)
{
    find();
    fs::remove(directory.path() / "healthy_a.so");
    directory.add("misdeeds", "new.so.tmp");
    fs::rename(directory.path() / "new.so.tmp", directory.path() / "healthy_b.so");

    healthy_ones_work();
}

BOOST_AUTO_TEST_CASE(l21_a_plugin_truncated_while_it_is_used_costs_itself)
{
    find();
    fs::resize_file(directory.path() / "healthy_a.so", 0);

    const auto read = stage.read("healthy_a.so", "a/b");
    BOOST_TEST_REQUIRE(read.has_error());
    BOOST_TEST(read.error().where.starts_with("crashed SIG"), read.error().where);
    BOOST_TEST(stage.read("healthy_b.so", "a/b").has_value());
}

BOOST_AUTO_TEST_CASE(l23_990_files_of_junk_are_listed_beside_the_plugins)
{
    for (int i = 0; i < 990; ++i)
        directory.write("junk_" + std::to_string(i) + ".so", "junk");
    for (int i = 0; i < 7; ++i)
        directory.add("healthy_a", "more_" + std::to_string(i) + ".so");
    const std::vector<fs::path> directories = {directory.path()};
    std::vector<plugin_file> files;
    const auto spent =
        test::shortest_time_of([&] { files = find_plugins(directories, false).files; });

    BOOST_TEST(spent.count() < (test::is_sanitized ? 500 : 50));
    BOOST_TEST(files.size() == 1000u);
    BOOST_TEST(std::is_sorted(files.begin(), files.end(), [](const auto& a, const auto& b) {
        return a.path.native() < b.path.native();
    }));
}

BOOST_AUTO_TEST_CASE(l24_any_file_name_will_do_and_none_breaks_a_line)
{
    const std::vector<std::string> names = {
        "line\nbreak.so", "quo\"te'.so", "not\xffutf8.so", std::string(252, 'x') + ".so"};
    for (const auto& name : names)
        directory.write(name, "junk");
    directory.add("size_4096", "li\nne.so");
    find();

    for (const auto& name : names)
        BOOST_TEST(state_of(name) == "skipped");
    BOOST_TEST(stage.read("li\nne.so", "a/b").has_value());
    for (const auto& one : stage.found)
        BOOST_TEST(one.reason.find('\n') == std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
