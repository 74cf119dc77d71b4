#include "e2e/fault_world.hpp"
#include "e2e/small_world.hpp"
#include "muster/json_text.hpp"
#include "support/files.hpp"
#include "support/kind_of_run.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <atomic>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <thread>
#include <unistd.h>

using namespace muster;
using test::holds;
namespace fs = std::filesystem;

namespace {

struct odd_directory : test::fault_world
{
    fs::path in(const std::string& name) const { return plugins.path() / name; }

    boost::json::array sources()
    {
        auto what = command_of({"--format", "json"});
        what.words[1] = "sources";
        for (const auto* one : {"--skip", "--deadline"})
        {
            // What is for asking sources is refused here.
            const auto at = std::ranges::find(what.words, one);
            what.words.erase(at, at + 2);
        }
        const auto done = run(what);
        auto listed = parse_json(done.out, "sources");
        BOOST_TEST_REQUIRE(listed.has_value(), done.err);
        return listed->as_array();
    }

    std::string verdict_of(const std::string& file)
    {
        const auto listed = sources();
        for (const auto& one : listed)
            if (fs::path(std::string(one.at("file").as_string())).filename() == file)
                return std::string(one.at("verdict").as_string());
        return "not listed";
    }

    bool told(const std::string& name, const std::string& why) const
    {
        const auto whole = told_of(name);
        BOOST_TEST_MESSAGE(name << ": " << whole);
        return holds(whole, why);
    }
};

void make_socket(const fs::path& place)
{
    const auto number = ::socket(AF_UNIX, SOCK_STREAM, 0);
    sockaddr_un name = {};
    name.sun_family = AF_UNIX;
    place.string().copy(name.sun_path, sizeof name.sun_path - 1);
    BOOST_TEST_REQUIRE(::bind(number, reinterpret_cast<const sockaddr*>(&name), sizeof name) == 0);
    ::close(number);
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(plugin_directory_test, odd_directory)

BOOST_AUTO_TEST_CASE(l03_a_directory_full_of_halves)
{
    const auto whole = test::bytes_of_file(test::fixture_file("healthy_a"));
    const std::size_t step = test::wants_all() ? 512 : 4 * 512;
    for (std::size_t size = 512; size < whole.size(); size += step)
        plugins.write("cut_" + std::to_string(size) + ".so", whole.substr(0, size));
    survives();

    for (std::size_t size = 512; size < whole.size(); size += step)
        BOOST_TEST(told(
            "cut_" + std::to_string(size) + ".so",
            "failed: its plugin is not used: "
            "truncated: "
        ));
}

BOOST_AUTO_TEST_CASE(l10_a_longer_table_runs)
{
    plugins.add("size_4096");
    test::put_file(data / "none.txt", "");
    fs::remove(data / "none.txt");
    survives({"--odd_table.page", "none.txt"});
    BOOST_TEST(told("odd_table", "failed: "));
    BOOST_TEST(verdict_of("size_4096.so") == "ok");
}

BOOST_AUTO_TEST_CASE(l15_of_two_files_with_one_name_the_first_runs)
{
    plugins.add("healthy_a", "zzz.so");
    plugins.add("healthy_a", "Healthy_B.so");
    survives();

    BOOST_TEST(verdict_of("Healthy_B.so") == "ok");
    BOOST_TEST(verdict_of("healthy_a.so") == "shadowed");
    BOOST_TEST(verdict_of("zzz.so") == "shadowed");
}

BOOST_AUTO_TEST_CASE(l15_a_file_under_several_names_runs_once)
{
    fs::create_symlink("healthy_a.so", in("x_link.so"));
    fs::create_hard_link(in("healthy_b.so"), in("x_hard_link.so"));
    survives();
}

BOOST_AUTO_TEST_CASE(l16_links_that_lead_nowhere)
{
    const test::plugin_directory elsewhere;
    const auto target = elsewhere.add("size_4096");
    fs::permissions(target, fs::perms::others_write, fs::perm_options::add);
    fs::create_symlink("/nowhere/plugin.so", in("dangling.so"));
    fs::create_symlink("loop.so", in("loop.so"));
    fs::create_symlink("/usr", in("folder.so"));
    fs::create_symlink(target, in("out.so"));
    survives();

    BOOST_TEST(told("dangling.so", "failed: its plugin is not used: not-a-file: "));
    BOOST_TEST(told("dangling.so", "/nowhere/plugin.so"));
    BOOST_TEST(told("loop.so", "not-a-file: Too many levels of symbolic links"));
    BOOST_TEST(told("folder.so", "not-a-file: not a regular file"));
    BOOST_TEST(told("out.so", "untrusted: its plugin is not used: "));
}

BOOST_AUTO_TEST_CASE(l17_what_is_no_file)
{
    ::mkfifo(in("fifo.so").c_str(), 0600);
    fs::create_directory(in("folder.so"));
    fs::create_symlink("/dev/zero", in("device.so"));
    make_socket(in("socket.so"));
    survives();

    for (const auto* name : {"fifo.so", "folder.so", "device.so", "socket.so"})
        BOOST_TEST(told(name, "not-a-file: "));
}

BOOST_AUTO_TEST_CASE(l18_an_unreadable_file)
{
    plugins.add("misdeeds");
    fs::permissions(in("misdeeds.so"), fs::perms::none);
    survives();
    BOOST_TEST(told("misdeeds.so", "not-a-file: cannot be read (Permission denied)"));
}

BOOST_AUTO_TEST_CASE(l18_directories_that_cannot_be_searched)
{
    const auto closed = directory.path() / "closed";
    fs::create_directory(closed);
    fs::permissions(closed, fs::perms::none);
    const auto missing = (directory.path() / "missing").string();
    for (const auto& place : {closed.string(), missing, in("healthy_a.so").string()})
    {
        variables["MUSTER_PLUGIN_PATH"] = place;
        survives();
        BOOST_TEST(verdict_of(fs::path(place).filename()) != "not listed", place);
        variables.erase("MUSTER_PLUGIN_PATH");
        fs::remove(data / "staging_candidates.json");
        fs::remove_all(data / "sources");
    }
    const auto named = ingest({"--plugin-dir", missing});
    BOOST_TEST(named.status == 2);
    BOOST_TEST(holds(named.err, missing));
}

BOOST_AUTO_TEST_CASE(l19_a_file_that_others_may_write_or_own)
{
    plugins.add("load_abort", "open.so");
    fs::permissions(in("open.so"), fs::perms::others_write, fs::perm_options::add);
    plugins.add("load_exit", "foreign.so");
    const bool is_given = ::chown(in("foreign.so").c_str(), 12345, 12345) == 0;
    survives();

    BOOST_TEST(told("open.so", "untrusted: its plugin is not used: "));
    if (is_given)
        BOOST_TEST(told("foreign.so", "untrusted: its plugin is not used: "));
}

BOOST_AUTO_TEST_CASE(l19_a_directory_that_others_may_write)
{
    const test::plugin_directory open;
    open.add("load_abort", "open.so");
    fs::permissions(open.path(), fs::perms::others_write, fs::perm_options::add);
    survives({"--plugin-dir", open.path().string()});
    BOOST_TEST(told("open.so", "untrusted: its plugin is not used: "));
}

BOOST_AUTO_TEST_CASE(l20_a_file_that_changes_all_the_time)
{
    const auto place = in("libmuster_misdeeds.so");
    test::put_file(data / "misdeed.txt", "segv");
    std::atomic<bool> is_over = false;
    std::thread swapping([&] {
        for (unsigned round = 0; !is_over; ++round)
        {
            fs::remove(in("new"));
            if (round % 2 == 0)
                plugins.add("misdeeds", "new");
            else
                plugins.write("new", "not a plugin");
            fs::rename(in("new"), place);
        }
    });
    for (int run = 0; run < (test::wants_all() ? 50 : 5); ++run)
    {
        const auto done = ingest({"--misdeeds.page", "misdeed.txt"});
        BOOST_TEST(done.status == 0, done.err);
        for (const auto* name : {"healthy_a", "healthy_b", "healthy_c"})
            BOOST_TEST(told_of(name) == "ok: ");
        BOOST_TEST(!told_of("misdeeds").starts_with("ok"));
    }
    is_over = true;
    swapping.join();
}

BOOST_AUTO_TEST_CASE(l23_990_files_of_junk)
{
    for (int i = 0; i < 990; ++i)
        plugins.write("junk_" + std::to_string(i) + ".so", "junk");
    for (int i = 0; i < 7; ++i)
        plugins.add("healthy_a", "more_" + std::to_string(i) + ".so");
    survives();

    const auto first = sources();
    BOOST_TEST(first.size() >= 1000u);
    BOOST_TEST((sources() == first));
}

BOOST_AUTO_TEST_CASE(l24_file_names_of_all_kinds)
{
    auto longest = std::string(252, 'x');
    longest += ".so";
    const std::vector<std::string> names = {
        "line\nbreak.so",
        "quo\"te'.so",
        "not\xff"
        "utf8.so",
        "colour\x1b[31m.so",
        longest};
    for (const auto& name : names)
        plugins.write(name, "junk");
    const auto done = survives();

    BOOST_TEST(sources().size() >= 8u);
    BOOST_TEST(!holds(done.err, "line\nbreak"));
    BOOST_TEST(!holds(done.err, "\x1b"));
    BOOST_TEST(!holds(done.err, "\xff"));
    BOOST_TEST(told("quo\"te'.so", "failed: "));
}

BOOST_AUTO_TEST_SUITE_END()
