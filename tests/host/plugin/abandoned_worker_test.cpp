#include "plugin/children.hpp"
#include "support/plugin_stage.hpp"

#include <boost/test/unit_test.hpp>

#include <csignal>
#include <cstdio>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace muster;

namespace {

/// The program abandoned_host, running, and its worker.
class abandoned_host
{
public:
    explicit abandoned_host(const std::filesystem::path& plugins)
    {
        int output[2];
        BOOST_TEST_REQUIRE(::pipe(output) == 0);
        id_ = ::fork();
        if (id_ == 0)
        {
            ::dup2(output[1], STDOUT_FILENO);
            ::execl(MUSTER_ABANDONED_HOST, "abandoned_host", plugins.c_str(), nullptr);
            ::_exit(127);
        }
        ::close(output[1]);
        auto* const lines = ::fdopen(output[0], "r");
        BOOST_TEST(std::fscanf(lines, "%d", &worker) == 1);
        std::fclose(lines);
    }

    void kill() const
    {
        ::kill(id_, SIGKILL);
        ::waitpid(id_, nullptr, 0);
    }

    int worker = -1;

private:
    pid_t id_;
};

// A zombie counts as gone: whoever adopted it has not looked yet.
bool is_running(pid_t id)
{
    char state = 'X';
    auto* const stat = std::fopen(("/proc/" + std::to_string(id) + "/stat").c_str(), "r");
    if (!stat)
        return false;
    const auto read = std::fscanf(stat, "%*d %*s %c", &state);
    std::fclose(stat);
    return read == 1 && state != 'Z' && state != 'X';
}

}  // namespace

BOOST_AUTO_TEST_SUITE(abandoned_worker_test)

BOOST_AUTO_TEST_CASE(r13_no_worker_outlives_its_host_by_a_second)
{
    test::plugin_directory directory;
    directory.add("misdeeds");
    const abandoned_host host(directory.path());
    BOOST_TEST_REQUIRE(host.worker > 0);
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    BOOST_TEST(is_running(host.worker));
    host.kill();

    const test::stopwatch watch;
    while (is_running(host.worker) && watch.elapsed().count() < 1000)
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    BOOST_TEST(!is_running(host.worker));
    children::end_strays();
}

BOOST_AUTO_TEST_SUITE_END()
