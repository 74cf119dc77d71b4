#include "e2e/fault_world.hpp"
#include "support/files.hpp"

#include <boost/test/unit_test.hpp>

#include <csignal>
#include <fstream>
#include <thread>
#include <unistd.h>

using namespace muster::test;
using namespace std::chrono_literals;

namespace {

// A zombie counts as gone: whoever adopted it has not looked yet.
bool is_running(pid_t process)
{
    std::ifstream in("/proc/" + std::to_string(process) + "/stat");
    std::string number;
    std::string name;
    char state = 'X';
    in >> number >> name >> state;
    return state != 'Z' && state != 'X';
}

bool any_runs(const std::vector<pid_t>& processes)
{
    return std::any_of(processes.begin(), processes.end(), is_running);
}

bool is_within(std::chrono::milliseconds limit, const std::function<bool()>& is_so)
{
    const auto last = std::chrono::steady_clock::now() + limit;
    while (!is_so() && std::chrono::steady_clock::now() < last)
        std::this_thread::sleep_for(5ms);
    return is_so();
}

struct killed_host : fault_world
{
    /// Kills a run whose plugin is in the middle of this misdeed; what it had started then.
    std::vector<pid_t> kill_during(std::string_view misdeed)
    {
        plugins.add("misdeeds");
        put_file(data / "misdeed.txt", misdeed);
        const child running(command_of({"--misdeeds.page", "misdeed.txt"}));
        std::this_thread::sleep_for(500ms);
        auto below = descendants(running.number());
        BOOST_TEST(any_runs(below));
        return below;
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(killed_host_test, killed_host)

BOOST_AUTO_TEST_CASE(r13_its_workers_are_gone_within_a_second_and_files_are_as_they_were)
{
    BOOST_TEST(ingest().status == 0);
    const auto before = all_files(data);
    const auto below = kill_during("ignore-term");

    BOOST_TEST(is_within(1s, [&] { return !any_runs(below); }));
    auto after = all_files(data);
    after.erase("misdeed.txt");
    BOOST_TEST((after == before));
}

BOOST_AUTO_TEST_CASE(r13_so_is_what_a_plugin_had_started)
{
    const auto below = kill_during("daemon-and-wait");
    BOOST_TEST(is_within(1s, [&] { return !any_runs(below); }));
    BOOST_TEST(is_within(1s, [] { return !any_runs(descendants(::getpid())); }));
}

BOOST_AUTO_TEST_SUITE_END()
