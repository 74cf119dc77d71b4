#include "e2e/fault_world.hpp"
#include "muster/json_text.hpp"
#include "support/files.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/test/unit_test.hpp>

#include <map>
#include <set>
#include <sstream>

using namespace muster;
namespace fs = std::filesystem;
namespace json = boost::json;

namespace {

using names = std::set<std::string>;

const names phases = {"constructor", "start", "read"};

// What stands open where there is no Landlock: files can be read, and not changed.
const names open_without_landlock = {
    "read-file",
    "read-file-of-system",
    "list-directory",
    "own-environment-file",
    "own-maps",
    "arguments-of-host",
    "list-processes"};

// What Landlock alone keeps, where no seccomp filter can be set.
const names closed_without_filter = {
    "read-file",
    "read-file-of-system",
    "list-directory",
    "write-file",
    "append-to-file",
    "read-and-write-file",
    "create-file",
    "create-file-to-read",
    "create-unnamed-file",
    "truncate-by-opening",
    "rename",
    "exchange",
    "link",
    "symlink",
    "mkdir",
    "mkfifo",
    "unlink",
    "rmdir",
    "open-a-device",
    "own-environment-file",
    "environment-of-host",
    "arguments-of-host",
    "memory-of-host",
    "list-processes",
    "ptrace",
    "process_vm_readv",
    "process_vm_writev",
    "mount"};

/// A directory with something of everything, and all that can be seen of it from outside.
class victim
{
public:
    explicit victim(fs::path place) : place_(std::move(place))
    {
        for (const auto* name : {"secret", "kept", "a", "doomed"})
            test::put_file(place_ / name, name);
        fs::create_directory(place_ / "empty");
        fs::create_symlink("secret", place_ / "link");
    }

    std::string state() const
    {
        names lines;
        for (const auto& each : fs::directory_iterator(place_))
        {
            const auto facts = each.symlink_status();
            std::ostringstream line;
            line << each.path().filename() << ' ' << static_cast<int>(facts.type()) << ' '
                 << static_cast<int>(facts.permissions()) << ' '
                 << fs::last_write_time(each.path()).time_since_epoch().count() << ' '
                 << (each.is_regular_file() ? test::text_of(each.path()) : "");
            lines.insert(line.str());
        }
        std::string all;
        for (const auto& line : lines)
            all += line + '\n';
        return all;
    }

private:
    fs::path place_;
};

/// Each thing that the fixture intruder tries, with the phases in which it succeeded.
class intrusion
{
public:
    explicit intrusion(const std::string& printed)
    {
        std::istringstream lines(printed);
        for (std::string line; std::getline(lines, line);)
            take(line);
    }

    /// Of each, in each phase.
    std::size_t tried() const noexcept { return tried_; }

    names succeeded() const
    {
        names found;
        for (const auto& [name, where] : succeeded_)
            if (!where.empty())
                found.insert(name);
        return found;
    }

    /// A line for each: "read-file: refused" or "read-file: succeeded in read, start".
    std::string table() const
    {
        std::string text = "\n";
        for (const auto& [name, where] : succeeded_)
        {
            text += "  " + name + ": " + (where.empty() ? "refused" : "succeeded in");
            for (const auto& phase : where)
                text += ' ' + phase;
            text += '\n';
        }
        return text;
    }

private:
    // "intruder: start read-file refused"
    void take(const std::string& line)
    {
        std::istringstream words(line);
        std::string plugin;
        std::string phase;
        std::string name;
        std::string outcome;
        words >> plugin >> phase >> name >> outcome;
        if (plugin != "intruder:" || !phases.contains(phase))
            return;
        tried_ += 1;
        auto& where = succeeded_[name];
        if (outcome != "refused")
            where.insert(phase);
    }

    std::size_t tried_ = 0;
    std::map<std::string, names> succeeded_ = {};
};

struct intruded_world : test::fault_world
{
    intruded_world()
    {
        plugins.add("intruder");
        variables["HF_TOKEN"] = "hf_canary";
        // So that there is something to be found.
        variables["LD_LIBRARY_PATH"] = "/nowhere";
    }

    void leave_out(const std::string& walls) { variables["MUSTER_TEST_WITHOUT_WALLS"] = walls; }

    std::vector<std::string> with_intruder() const { return {"--intruder.page", "healthy_a.txt"}; }

    test::finished muster(std::vector<std::string> words) const
    {
        auto what = command_of({});
        what.words = {MUSTER_PROGRAM};
        what.words.insert(what.words.end(), words.begin(), words.end());
        what.words.insert(what.words.end(), {"--plugin-dir", plugins.path().string()});
        return test::run(what);
    }

    json::object intruder_in_sources(std::vector<std::string> words = {}) const
    {
        words.insert(words.begin(), {"sources", "--format", "json"});
        const auto rows = parse_json(muster(std::move(words)).out, "sources");
        BOOST_TEST_REQUIRE(rows.has_value());
        for (const auto& row : rows->as_array())
            if (row.at("file").as_string().ends_with("intruder.so"))
                return row.as_object();
        return {};
    }

    bool has_file_wall() const
    {
        return json::serialize(intruder_in_sources().at("walls")).find("files") !=
               std::string::npos;
    }

    victim victims{plugins.path() / "victim"};
};

}  // namespace

BOOST_AUTO_TEST_SUITE(walls_test)

BOOST_FIXTURE_TEST_CASE(of_all_that_a_plugin_tries_nothing_succeeds, intruded_world)
{
    const auto before = victims.state();
    const auto done = survives(with_intruder());
    const intrusion tried(done.err);

    BOOST_TEST_MESSAGE(tried.table());
    BOOST_TEST(tried.tried() >= 3 * 110u);
    BOOST_TEST(
        tried.succeeded() == (has_file_wall() ? names() : open_without_landlock),
        boost::test_tools::per_element()
    );
    BOOST_TEST(victims.state() == before);
}

BOOST_FIXTURE_TEST_CASE(without_landlock_files_can_be_read_and_that_is_all, intruded_world)
{
    leave_out("landlock");
    const auto before = victims.state();
    const auto done = survives(with_intruder());
    const intrusion tried(done.err);

    BOOST_TEST_MESSAGE(tried.table());
    BOOST_TEST(tried.succeeded() == open_without_landlock, boost::test_tools::per_element());
    BOOST_TEST(victims.state() == before);
    BOOST_TEST(done.err.find("plugins can read what you can read") != std::string::npos);
}

BOOST_FIXTURE_TEST_CASE(without_seccomp_no_file_is_read_or_written, intruded_world)
{
    if (!has_file_wall())
    {
        BOOST_TEST_MESSAGE("skipped: this kernel has no Landlock");
        return;
    }
    leave_out("seccomp");
    const auto done = ingest(with_intruder());
    const intrusion tried(done.err);

    BOOST_TEST_MESSAGE(tried.table());
    for (const auto& name : closed_without_filter)
        BOOST_TEST(!tried.succeeded().contains(name), name);
    BOOST_TEST(tried.succeeded().contains("chmod"));
    BOOST_TEST(done.err.find("plugins can use the network") != std::string::npos);
}

// That nothing succeeds would mean little if it never could.
BOOST_FIXTURE_TEST_CASE(without_any_wall_most_of_it_succeeds, intruded_world)
{
    leave_out("landlock,seccomp");
    const auto before = victims.state();
    const auto done = ingest(with_intruder());
    const intrusion tried(done.err);

    BOOST_TEST_MESSAGE(tried.table());
    BOOST_TEST(tried.succeeded().size() >= 60u);
    BOOST_TEST(victims.state() != before);
    // These stand without walls: they are not given, or taken away, by the host and the worker.
    for (const auto* name :
         {"own-environment",
          "environment-in-memory",
          "environment-of-host",
          "inherited-descriptor",
          "raise-own-limit",
          "chroot"})
        BOOST_TEST(!tried.succeeded().contains(name), name);
}

BOOST_FIXTURE_TEST_CASE(sources_shows_the_walls_of_each, intruded_world)
{
    leave_out("landlock");
    BOOST_TEST(json::serialize(intruder_in_sources().at("walls")) == R"(["network","processes"])");
    const auto shown = muster({"sources"});
    BOOST_TEST(shown.out.find("    walls: network, processes\n") != std::string::npos, shown.out);
    BOOST_TEST(shown.err.find("muster: this kernel has no Landlock") == 0u, shown.err);
    leave_out("landlock,seccomp");
    BOOST_TEST(json::serialize(intruder_in_sources().at("walls")) == "[]");
}

BOOST_FIXTURE_TEST_CASE(where_walls_are_required_none_loads_without, intruded_world)
{
    leave_out("landlock");
    const auto refused = intruder_in_sources({"--require-walls"});
    BOOST_TEST(refused.at("verdict").as_string() == "skipped");
    BOOST_TEST(refused.at("reason").as_string().starts_with("no-walls: this kernel has no Land"));
    const auto verified =
        muster({"plugin", "verify", (plugins.path() / "healthy_a.so").string(), "--require-walls"});
    BOOST_TEST(verified.status == 1);
    BOOST_TEST(verified.out.starts_with("FAILED  loads: no-walls: "), verified.out);
}

BOOST_FIXTURE_TEST_CASE(where_walls_are_required_and_stand_all_goes_on, intruded_world)
{
    const auto shown = intruder_in_sources({"--require-walls"});
    BOOST_TEST(shown.at("verdict").as_string() == (has_file_wall() ? "ok" : "skipped"));
    BOOST_TEST(shown.at("reason").as_string() == "");
}

BOOST_FIXTURE_TEST_CASE(in_process_there_are_none_and_it_is_said, intruded_world)
{
    fs::remove(plugins.path() / "intruder.so");
    const auto shown = muster({"sources", "--in-process"});
    BOOST_TEST(shown.out.find("    walls: none\n") != std::string::npos);
    BOOST_TEST(shown.err.find("muster: with --in-process plugins run without walls") == 0u);
    const auto refused = muster({"sources", "--in-process", "--require-walls"});
    BOOST_TEST(refused.out.find("skipped: no-walls: with --in-process") != std::string::npos);
}

BOOST_FIXTURE_TEST_CASE(verify_runs_behind_them, intruded_world)
{
    leave_out("landlock");
    const auto verified = muster({"plugin", "verify", (plugins.path() / "healthy_a.so").string()});
    BOOST_TEST(
        verified.out.starts_with("ok      loads: walls: network, processes\n"), verified.out
    );
}

BOOST_FIXTURE_TEST_CASE(a_library_that_a_plugin_needs_is_found_beside_it, intruded_world)
{
    plugins.add("origin");
    fs::create_directory(plugins.path() / "needed");
    const auto library = plugins.path() / "needed" / "libmuster_absent.so";
    fs::copy_file(MUSTER_NEEDED_LIBRARY, library);
    const auto shown = muster({"sources"});
    BOOST_TEST(shown.out.find("    reads " + library.string() + '\n') != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
