#include "plugin/worker_runner.hpp"
#include "support/packed_models.hpp"
#include "support/plugin_stage.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/test/unit_test.hpp>

#include <csignal>
#include <optional>
#include <random>
#include <sys/resource.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace muster;
using test::owned;
namespace asio = boost::asio;

namespace {

// Where the time is not what is tested: thread sanitizers slow the reading of many records down.
constexpr auto patience = std::chrono::seconds(60);

struct one_plugin
{
    one_plugin() : one_plugin("misdeeds") {}

    explicit one_plugin(
        const std::string& fixture,
        std::optional<std::chrono::milliseconds> call_limit = {},
        const std::string& without_walls = {}
    )
    {
        stage.search.workers.without_walls = without_walls;
        directory.add(fixture);
        if (call_limit)
            stage.search.workers.call_limit = *call_limit;
        stage.find(directory.path());
        runner = dynamic_cast<worker_runner*>(stage.found.at(0).runner.get());
        BOOST_TEST_REQUIRE(runner);
    }

    result<page_reading> read(std::string body)
    {
        return test::run(stage.context, runner->read(test::page_with(std::move(body)), {}));
    }

    test::plugin_directory directory;
    test::plugin_stage stage;
    worker_runner* runner = nullptr;
};

std::string many_lines(std::size_t count)
{
    std::string body;
    for (std::size_t i = 0; i < count; ++i)
        body += "owner/a-model-of-some-name-" + std::to_string(i) + '\n';
    return body;
}

asio::awaitable<void> cancellable_read(source_runner& runner, fetched_page page, bool& was_whole)
{
    auto read = co_await runner.read(std::move(page), {});
    was_whole = read.has_value();
}

/// Reads, and is cancelled after a while; whether it came to its end before.
bool read_and_cancel(one_plugin& plugin, std::string body, std::chrono::microseconds after)
{
    bool was_whole = false;
    asio::cancellation_signal cancel;
    asio::steady_timer timer(plugin.stage.context, after);
    asio::co_spawn(
        plugin.stage.context,
        cancellable_read(*plugin.runner, test::page_with(std::move(body)), was_whole),
        asio::bind_cancellation_slot(
            cancel.slot(), [&timer](std::exception_ptr) { timer.cancel(); }
        )
    );
    timer.async_wait([&cancel](boost::system::error_code ec) {
        if (!ec)
            cancel.emit(asio::cancellation_type::terminal);
    });
    plugin.stage.context.restart();
    plugin.stage.context.run();
    return was_whole;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(worker_runner_test)

BOOST_AUTO_TEST_CASE(a_page_of_many_records_comes_whole_and_in_order)
{
    one_plugin plugin("misdeeds", patience);
    const auto read = plugin.read(many_lines(100000));

    BOOST_TEST_REQUIRE(read.has_value());
    BOOST_TEST_REQUIRE(read->models.size() == 100000u);
    BOOST_TEST(owned(read->models)[99999].model_id == "owner/a-model-of-some-name-99999");
}

BOOST_AUTO_TEST_CASE(one_worker_answers_all_questions)
{
    one_plugin plugin;
    const auto worker = plugin.runner->process_id();
    for (int i = 0; i < 5; ++i)
        BOOST_TEST(plugin.read("a/b").has_value());
    BOOST_TEST(plugin.runner->process_id() == worker);
    BOOST_TEST(test::run(plugin.stage.context, plugin.runner->start({}))->size() == 1u);
}

// A plugin may go on computing after its last answer, in the name of nobody.
BOOST_AUTO_TEST_CASE(r14_a_runner_that_rests_has_no_process_and_can_be_asked_again)
{
    one_plugin plugin;
    BOOST_TEST(plugin.read("a/b").has_value());
    const auto process = plugin.runner->process_id();
    plugin.runner->rest();

    BOOST_TEST(plugin.runner->process_id() == -1);
    BOOST_TEST(::kill(process, 0) != 0);
    BOOST_TEST(plugin.read("a/b").has_value());
}

BOOST_AUTO_TEST_CASE(r07_no_process_outlives_the_call_that_broke_the_worker)
{
    one_plugin plugin("misdeeds", {}, "seccomp");
    const test::stopwatch watch;
    BOOST_TEST(plugin.read("daemon-exit").has_error());
    BOOST_TEST(test::look_for_traces().children.empty());
    BOOST_TEST(watch.elapsed().count() < 1000);
}

BOOST_AUTO_TEST_CASE(r07_a_worker_starts_no_process)
{
    one_plugin plugin;
    BOOST_TEST(plugin.read("daemon")->models.size() == 1u);
    BOOST_TEST((test::look_for_traces().children == std::vector{plugin.runner->process_id()}));
}

BOOST_AUTO_TEST_CASE(r07_a_worker_reaches_no_other_process)
{
    one_plugin plugin;
    const auto read = plugin.read("reach-host");

    BOOST_TEST_REQUIRE(read.has_value(), read.error().where);
    for (const auto& model : owned(read->models))
        BOOST_TEST(model.model_id == "owner/model");
    BOOST_TEST(read->models.size() == 1u);
}

BOOST_AUTO_TEST_CASE(r10_a_host_that_stops_for_a_while_gets_it_all_later)
{
    one_plugin plugin("misdeeds", patience);
    asio::post(plugin.stage.context, [] {
        std::this_thread::sleep_for(std::chrono::milliseconds(test::wants_all() ? 5000 : 500));
    });
    const auto read = plugin.read(many_lines(100000));

    BOOST_TEST_REQUIRE(read.has_value());
    BOOST_TEST(read->models.size() == 100000u);
}

BOOST_AUTO_TEST_CASE(r12_a_cancelled_call_ends_at_once_and_leaves_nothing)
{
    const auto before = test::look_for_traces();
    const auto body = many_lines(20000);
    const unsigned seeds = test::wants_all() ? 1000 : 60;
    unsigned whole = 0;
    for (unsigned seed = 1; seed <= seeds; ++seed)
    {
        BOOST_TEST_CONTEXT("seed " << seed)
        {
            std::mt19937 random(seed);
            const std::chrono::microseconds after(random() % 12000);
            one_plugin plugin;
            const test::stopwatch watch;
            whole += read_and_cancel(plugin, seed % 3 == 0 ? "wait" : body, after) ? 1 : 0;
            BOOST_TEST(watch.elapsed().count() < 2000);
            BOOST_TEST(plugin.read("a/b").has_value());
        }
    }
    BOOST_TEST_MESSAGE("r12: seeds 1 to " << seeds << ", " << whole << " ended before");
    BOOST_TEST((test::look_for_traces() == before));
}

BOOST_AUTO_TEST_CASE(r12_a_cancelled_load_ends_at_once_and_leaves_nothing)
{
    const auto before = test::look_for_traces();
    {
        test::plugin_directory directory;
        directory.add("load_wait");
        test::plugin_stage stage;
        asio::cancellation_signal cancel;
        asio::steady_timer timer(stage.context, std::chrono::milliseconds(50));
        timer.async_wait([&](auto) { cancel.emit(asio::cancellation_type::terminal); });
        stage.search.directories = {directory.path()};
        const test::stopwatch watch;
        asio::co_spawn(
            stage.context,
            find_sources(stage.search),
            asio::bind_cancellation_slot(
                cancel.slot(), [](std::exception_ptr, std::vector<found_source>) {}
            )
        );
        stage.context.run();
        BOOST_TEST(watch.elapsed().count() < 1000);
    }
    BOOST_TEST((test::look_for_traces() == before));
}

BOOST_AUTO_TEST_CASE(a_worker_that_ended_between_two_questions_is_told)
{
    one_plugin plugin;
    ::kill(plugin.runner->process_id(), SIGSEGV);
    const auto read = plugin.read("a/b");
    BOOST_TEST_REQUIRE(read.has_error());
    BOOST_TEST(read.error().where == "crashed SIGSEGV");
    BOOST_TEST(plugin.read("a/b").has_value());
}

BOOST_AUTO_TEST_CASE(r01_an_end_that_the_kernel_keeps_for_nobody_is_an_end)
{
    std::signal(SIGCHLD, SIG_IGN);
    rusage before = {};
    rusage after = {};
    {
        one_plugin plugin;
        ::getrusage(RUSAGE_SELF, &before);
        const auto read = plugin.read("segv");
        ::getrusage(RUSAGE_SELF, &after);
        BOOST_TEST_REQUIRE(read.has_error());
        BOOST_TEST(
            read.error().where.starts_with("incomplete: it ended in mid-answer (nobody knows how)")
        );
        BOOST_TEST(plugin.read("a/b").has_value());
    }
    std::signal(SIGCHLD, SIG_DFL);

    BOOST_TEST(after.ru_stime.tv_sec - before.ru_stime.tv_sec < 1);
    BOOST_TEST(test::look_for_traces().children.empty());
}

BOOST_AUTO_TEST_CASE(r07_a_child_of_another_origin_is_left_alone)
{
    const auto other = ::fork();
    if (other == 0)
    {
        ::execlp("sleep", "sleep", "100", nullptr);
        ::_exit(127);
    }
    {
        one_plugin plugin;
        BOOST_TEST(plugin.read("segv").has_error());
    }
    BOOST_TEST(::waitpid(other, nullptr, WNOHANG) == 0);
    ::kill(other, SIGKILL);
    BOOST_TEST(::waitpid(other, nullptr, 0) == other);
}

BOOST_AUTO_TEST_CASE(a_worker_program_that_is_missing_is_named)
{
    test::plugin_directory directory;
    directory.add("healthy_a");
    test::plugin_stage stage;
    stage.search.workers.program = "/nowhere/muster-worker";
    stage.find(directory.path());

    BOOST_TEST(
        stage.found.at(0).reason == "cannot start /nowhere/muster-worker: No such file or directory"
    );
}

BOOST_AUTO_TEST_CASE(l20_another_file_that_took_the_name_is_not_loaded)
{
    test::plugin_directory directory;
    const auto place = directory.add("healthy_a");
    const unsigned rounds = test::wants_all() ? 1000 : 30;
    unsigned refused = 0;
    for (unsigned round = 0; round < rounds; ++round)
    {
        const std::vector<std::filesystem::path> directories = {directory.path()};
        const auto file = find_plugins(directories, false).files.at(0);
        test::plugin_stage stage;
        worker_runner runner(stage.context.get_executor(), stage.search.workers, file);
        directory.add(round % 2 == 0 ? "healthy_b" : "healthy_a", "new");
        std::thread swapping([&] { std::filesystem::rename(directory.path() / "new", place); });
        const auto introduced = test::run(stage.context, runner.describe());
        swapping.join();
        const auto* wanted = round % 2 == 0 ? "healthy_a" : "healthy_b";
        if (introduced.has_value())
            BOOST_TEST(introduced->description.name == wanted);
        else
            BOOST_TEST(
                introduced.error().where.starts_with("changed: another file"),
                introduced.error().where
            );
        refused += introduced.has_error() ? 1 : 0;
    }
    BOOST_TEST_MESSAGE("l20: " << rounds << " rounds, " << refused << " refused");
}

BOOST_AUTO_TEST_SUITE_END()
