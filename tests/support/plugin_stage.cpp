#include "plugin_stage.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <csignal>
#include <fstream>

namespace fs = std::filesystem;

namespace muster::test {

namespace {

struct test_process
{
    test_process()
    {
        // Boost.Test takes the end of a child for an error, and jumps out of wherever it arrives.
        sigset_t children;
        ::sigemptyset(&children);
        ::sigaddset(&children, SIGCHLD);
        ::pthread_sigmask(SIG_BLOCK, &children, nullptr);
    }
};

}  // namespace

BOOST_TEST_GLOBAL_FIXTURE(test_process);

plugin_stage::plugin_stage()
{
    search.workers.program = default_worker_program();
    search.workers.memory_bytes = std::uint64_t{256} * 1024 * 1024;
    search.workers.load_limit = std::chrono::seconds(is_sanitized ? 4 : 2);
    search.workers.call_limit = std::chrono::milliseconds(is_sanitized ? 60000 : 1500);
    search.workers.log = [this](std::string_view plugin, std::string_view line) {
        log.push_back(std::string(plugin) + ": " + std::string(line));
    };
}

std::vector<found_source>& plugin_stage::find(const fs::path& directory)
{
    found.clear();
    search.directories = {directory};
    found = run(context, find_sources(search));
    return found;
}

std::vector<found_source>& plugin_stage::find_in_process(const fs::path& directory)
{
    search.in_process = &pool_;
    return find(directory);
}

const found_source& plugin_stage::at(const std::string& file_name) const
{
    const auto one = std::find_if(found.begin(), found.end(), [&](const found_source& source) {
        return source.file.filename() == file_name;
    });
    BOOST_TEST_REQUIRE((one != found.end()), file_name << " was not found");
    return *one;
}

result<page_reading> plugin_stage::read(const std::string& file_name, std::string body)
{
    const auto& source = at(file_name);
    BOOST_TEST_REQUIRE(source.runner, file_name << ": " << source.reason);
    return run(context, source.runner->read(page_with(std::move(body)), {}));
}

std::string plugin_stage::log_text() const
{
    std::string text;
    for (const auto& line : log)
        text += line + '\n';
    return text;
}

fetched_page page_with(std::string body)
{
    return {"https://example.org/models", "text/plain", std::move(body), ""};
}

traces look_for_traces()
{
    traces left;
    for ([[maybe_unused]] const auto& one : fs::directory_iterator("/proc/self/fd"))
        left.descriptors += 1;
    for (const auto& task : fs::directory_iterator("/proc/self/task"))
    {
        std::ifstream children(task.path() / "children");
        for (int child = 0; children >> child;)
            left.children.push_back(child);
    }
    return left;
}

}  // namespace muster::test
