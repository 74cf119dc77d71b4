#include "e2e/fault_world.hpp"

#include "e2e/small_world.hpp"
#include "muster/json_text.hpp"
#include "support/files.hpp"
#include "support/kind_of_run.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <fstream>
#include <sys/prctl.h>
#include <unistd.h>

namespace fs = std::filesystem;
namespace json = boost::json;

namespace muster::test {

namespace {

constexpr std::chrono::seconds deadline(is_sanitized ? 15 : 2);
constexpr std::chrono::seconds after_deadline(is_sanitized ? 12 : 3);
constexpr const char* healthy_names[] = {"healthy_a", "healthy_b", "healthy_c"};

std::set<std::string> names_of_files(const fs::path& directory)
{
    std::set<std::string> names;
    for (const auto& each : fs::recursive_directory_iterator(directory))
        names.insert(each.path().lexically_relative(directory).string());
    return names;
}

json::array sources_in_report(const fs::path& data)
{
    auto report = parse_json(text_of(data / "run_report.json"), "report");
    BOOST_TEST_REQUIRE(report.has_value());
    return report->at("sources").as_array();
}

}  // namespace

fault_world::fault_world()
{
    // What a run leaves behind becomes ours, and is seen.
    ::prctl(PR_SET_CHILD_SUBREAPER, 1);
    plugins.add_healthy();
    fs::create_directories(directory.path() / "tmp");
    put_file(data / "healthy_a.txt", "some/model\nonly/a\n");
    put_file(data / "healthy_b.txt", "some/model\nonly/b\n");
    put_file(data / "healthy_c.txt", "only/c\nsome/model\n");
    variables = {
        {"HOME", directory.path().string()},
        {"XDG_CACHE_HOME", (directory.path() / "cache").string()},
        {"TMPDIR", (directory.path() / "tmp").string()}};
    learn({});
}

void fault_world::learn(std::vector<std::string> words)
{
    const auto done = ingest(std::move(words));
    BOOST_TEST_REQUIRE(done.status == 0, done.err);
    expected_ = staged();
    BOOST_TEST_REQUIRE(holds(expected_, "healthy_a_index+healthy_b_index+healthy_c_index"));
    expected_files_ = names_of_files(data);
    fs::remove(data / "staging_candidates.json");
    fs::remove_all(data / "sources");
}

command fault_world::command_of(std::vector<std::string> words) const
{
    command what;
    what.variables = variables;
    what.directory = directory.path();
    what.words = {
        MUSTER_PROGRAM,
        "ingest",
        "--data",
        data.string(),
        "--plugin-dir",
        plugins.path().string(),
        "--skip",
        "hub,community,openrouter",
        "--deadline",
        std::to_string(deadline.count()),
        "--worker-memory",
        "256"};
    for (const std::string name : healthy_names)
        what.words.insert(what.words.end(), {"--" + name + ".page", name + ".txt"});
    what.words.insert(what.words.end(), words.begin(), words.end());
    return what;
}

finished fault_world::ingest(std::vector<std::string> words)
{
    return run(command_of(std::move(words)));
}

finished fault_world::survives(std::vector<std::string> words)
{
    const auto began = std::chrono::steady_clock::now();
    auto done = ingest(std::move(words));
    const auto took = std::chrono::steady_clock::now() - began;

    BOOST_TEST_REQUIRE(done.status == 0, done.err);
    BOOST_TEST((took < deadline + after_deadline));
    BOOST_TEST(descendants(::getpid()).empty());
    expect_healthy();
    return done;
}

void fault_world::add_misdeeds(std::string_view page)
{
    if (!fs::exists(plugins.path() / "misdeeds.so"))
        plugins.add("misdeeds");
    put_file(data / "misdeed.txt", page);
    expected_files_.insert("misdeed.txt");
}

void fault_world::expect_misdeeds_to_read(std::string_view page)
{
    add_misdeeds(page);
    learn({"--misdeeds.page", "misdeed.txt"});
}

finished fault_world::survives_misdeed(std::string_view page)
{
    add_misdeeds(page);
    return survives({"--misdeeds.page", "misdeed.txt"});
}

void fault_world::expect_healthy() const
{
    BOOST_TEST(staged() == expected_);
    for (const std::string name : healthy_names)
        BOOST_TEST(told_of(name) == "ok: ");
    auto files = names_of_files(data);
    BOOST_TEST(files == expected_files_, boost::test_tools::per_element());
    BOOST_TEST(fs::is_empty(directory.path() / "tmp"));
}

std::string fault_world::told_of(std::string_view name) const
{
    std::vector<std::string> told;
    const auto sources = sources_in_report(data);
    for (const auto& source : sources)
        if (source.at("name").as_string() == name)
        {
            const auto* const reason = source.as_object().if_contains("reason");
            told.push_back(
                std::string(source.at("verdict").as_string()) + ": " +
                (reason ? std::string(reason->as_string()) : "")
            );
        }
    BOOST_TEST_REQUIRE(told.size() == 1u, name << " is told of " << told.size() << " times");
    return told.front();
}

std::string fault_world::used_of(std::string_view name) const
{
    const auto sources = sources_in_report(data);
    for (const auto& source : sources)
        if (source.at("name").as_string() == name)
            return std::string(source.at("used").as_string());
    return "not told";
}

std::int64_t fault_world::failed_runs_of(std::string_view name) const
{
    const auto report = parse_json(text_of(data / "run_report.json"), "report");
    const auto* const counts = report->as_object().if_contains("failed_runs");
    const auto* const count = counts ? counts->as_object().if_contains(name) : nullptr;
    return count ? count->as_int64() : 0;
}

std::string fault_world::staged() const { return text_of(data / "staging_candidates.json"); }

std::vector<pid_t> descendants(pid_t process)
{
    std::vector<pid_t> found;
    std::error_code ec;
    const fs::path tasks = "/proc/" + std::to_string(process) + "/task";
    for (auto task = fs::directory_iterator(tasks, ec); !ec && task != fs::directory_iterator();
         task.increment(ec))
    {
        std::ifstream children(task->path() / "children");
        for (pid_t child = 0; children >> child;)
        {
            found.push_back(child);
            const auto below = descendants(child);
            found.insert(found.end(), below.begin(), below.end());
        }
    }
    return found;
}

}  // namespace muster::test
