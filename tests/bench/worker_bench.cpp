// What workers cost: to start one, to describe twenty plugins, and to read through one.

#include "plugin/find_sources.hpp"
#include "plugin/worker_runner.hpp"
#include "support/plugin_directory.hpp"
#include "support/run.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <thread>
#include <vector>

using namespace muster;
namespace asio = boost::asio;
namespace fs = std::filesystem;

namespace {

using clock_type = std::chrono::steady_clock;

double ms_since(clock_type::time_point begin)
{
    return std::chrono::duration<double, std::milli>(clock_type::now() - begin).count();
}

double at_part(std::vector<double> values, double part)
{
    std::sort(values.begin(), values.end());
    return values[static_cast<std::size_t>(part * static_cast<double>(values.size() - 1))];
}

source_search search_of(const fs::path& directory)
{
    source_search search;
    search.directories = {directory};
    search.workers.program = default_worker_program();
    return search;
}

double time_to_describe(const plugin_file& file, const worker_settings& workers)
{
    asio::io_context context;
    worker_runner runner(context.get_executor(), workers, file);
    const auto begin = clock_type::now();
    const auto introduced = test::run(context, runner.describe());
    if (introduced.has_error())
        std::printf("FAILED: %s\n", introduced.error().where.c_str());
    return ms_since(begin);
}

// In turn, so that what else the machine does falls on both.
void time_one_worker(const fs::path& directory)
{
    const std::vector<fs::path> directories = {directory};
    const auto files = find_plugins(directories, false).files;
    const auto walled = search_of(directory).workers;
    auto open = walled;
    open.without_walls = "landlock,seccomp";
    std::vector<double> with;
    std::vector<double> without;
    for (std::size_t i = 0; i < 300; ++i)
    {
        with.push_back(time_to_describe(files[i % files.size()], walled));
        without.push_back(time_to_describe(files[i % files.size()], open));
    }
    std::printf(
        "spawn + load + describe: median %.1f ms, p99 %.1f ms; without walls %.1f ms, n=300 (goal: "
        "<= 3 ms more)\n",
        at_part(with, 0.5),
        at_part(with, 0.99),
        at_part(without, 0.5)
    );
}

void time_twenty_plugins(const fs::path& plugin)
{
    test::plugin_directory directory;
    for (int i = 0; i < 20; ++i)
        fs::copy_file(plugin, directory.path() / ("copy_" + std::to_string(i) + ".so"));
    std::vector<double> times;
    for (int i = 0; i < 15; ++i)
    {
        asio::io_context context;
        const auto begin = clock_type::now();
        const auto found = test::run(context, find_sources(search_of(directory.path())));
        times.push_back(ms_since(begin));
    }
    std::printf(
        "find and describe 20 plugins on %u processors: median %.0f ms, n=15 (goal: <= 60)\n",
        std::thread::hardware_concurrency(),
        at_part(times, 0.5)
    );
}

// A row as the Hub publishes it.
std::string hub_page(std::size_t rows)
{
    std::string body = "[";
    for (std::size_t i = 0; i < rows; ++i)
    {
        const auto number = std::to_string(i);
        body += i == 0 ? "" : ",";
        body += R"({"_id":"65f4a1d2c3b4a5968778)" + number +
                R"(","id":"some-owner/A-Model-Of-Some-Name-)" + number +
                R"(-Instruct","downloads":)" + std::to_string(9000000 - i) +
                R"(,"gated":"manual","sha":"0e9e39f249a16976918f6564b8830bc894c89659",)" +
                R"("safetensors":{"parameters":{"BF16":8030261248,"F32":12},"total":8030261260},)" +
                R"("cardData":{"license":"apache-2.0","language":["en","de","fr"]},)" +
                R"("tags":["transformers","safetensors","llama","text-generation",)" +
                R"("conversational","en","de","fr","arxiv:2204.05149","base_model:some/other",)" +
                R"("license:apache-2.0","endpoints_compatible","region:us"]})";
    }
    return body + "]";
}

asio::awaitable<std::size_t> read_pages(source_runner& runner, const fetched_page& page, int pages)
{
    std::size_t records = 0;
    for (int i = 0; i < pages; ++i)
    {
        auto copy = page;
        auto read = co_await runner.read(std::move(copy), {});
        records += read.has_value() ? read->models.size() : 0;
    }
    co_return records;
}

double
records_per_second(asio::io_context& context, source_runner& runner, const fetched_page& page)
{
    constexpr int pages = 20;
    const auto begin = clock_type::now();
    const auto records = test::run(context, read_pages(runner, page, pages));
    return static_cast<double>(records) / ms_since(begin) * 1000;
}

source_runner& runner_named(std::vector<found_source>& found, std::string_view name)
{
    const auto one = std::find_if(found.begin(), found.end(), [name](const found_source& source) {
        return source.description.name == name;
    });
    return *one->runner;
}

void time_reading(const fs::path& plugins)
{
    asio::io_context context;
    asio::thread_pool pool(1);
    auto search = search_of(plugins);
    auto in_workers = test::run(context, find_sources(search));
    search.in_process = &pool;
    auto in_process = test::run(context, find_sources(search));
    const fetched_page page{"https://huggingface.co", "application/json", hub_page(1000), ""};

    std::vector<double> there;
    std::vector<double> here;
    for (int round = 0; round < 15; ++round)
    {
        there.push_back(records_per_second(context, runner_named(in_workers, "hub"), page));
        here.push_back(records_per_second(context, runner_named(in_process, "hub"), page));
    }
    const auto rate = at_part(there, 0.5);
    const auto rate_here = at_part(here, 0.5);
    std::printf(
        "reading hub pages of 1000 rows: %.0f k records/s in a worker, %.0f k in this process, "
        "ratio %.2f, n=15 (goal: >= 0.7)\n",
        rate / 1000,
        rate_here / 1000,
        rate / rate_here
    );
    pool.join();
}

}  // namespace

int main()
{
    const fs::path plugins = MUSTER_PLUGIN_DIRECTORY;
    time_one_worker(plugins);
    time_twenty_plugins(plugins / "libmuster_hub.so");
    time_reading(plugins);
}
