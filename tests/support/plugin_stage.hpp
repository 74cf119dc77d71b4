#pragma once

#include "kind_of_run.hpp"
#include "plugin/find_sources.hpp"
#include "plugin_directory.hpp"
#include "run.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/thread_pool.hpp>

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

namespace muster::test {

/// Plugins as a test finds them, and a loop to ask them on. Limits are short.
class plugin_stage
{
public:
    plugin_stage();

    std::vector<found_source>& find(const std::filesystem::path& directory);
    std::vector<found_source>& find_in_process(const std::filesystem::path& directory);

    /// Of the file with that name.
    const found_source& at(const std::string& file_name) const;

    result<page_reading> read(const std::string& file_name, std::string body);

    std::string log_text() const;

    boost::asio::io_context context = {};
    source_search search = {};
    std::vector<found_source> found = {};
    std::vector<std::string> log = {};  ///< "name: line"

private:
    boost::asio::thread_pool pool_{2};
};

fetched_page page_with(std::string body);

/// What of this process could be left behind.
struct traces
{
    std::size_t descriptors = 0;
    std::vector<int> children = {};

    friend bool operator==(const traces&, const traces&) = default;
};

traces look_for_traces();

class stopwatch
{
public:
    std::chrono::milliseconds elapsed() const
    {
        return std::chrono::duration_cast<std::chrono::milliseconds>(clock::now() - begin_);
    }

private:
    using clock = std::chrono::steady_clock;
    clock::time_point begin_ = clock::now();
};

/// The shortest of five times, for limits of few milliseconds: a machine that is busy with other
/// things is hardly so in all of them.
template <class Action>
std::chrono::milliseconds shortest_time_of(Action action)
{
    auto shortest = std::chrono::milliseconds::max();
    for (int i = 0; i < 5; ++i)
    {
        const stopwatch watch;
        action();
        shortest = std::min(shortest, watch.elapsed());
    }
    return shortest;
}

}  // namespace muster::test
