#include "support/case_table.hpp"
#include "support/misdeeds.hpp"
#include "support/packed_models.hpp"
#include "support/plugin_stage.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include <chrono>
#include <fstream>
#include <optional>

using namespace muster;
using test::owned;
namespace asio = boost::asio;

namespace {

// Under sanitizers a million records take long; a plugin that hangs is not waited for as long.
constexpr std::chrono::milliseconds hang_limit(test::is_sanitized ? 6000 : 1500);
constexpr std::chrono::milliseconds after_limit(test::is_sanitized ? 9000 : 2000);

using outcome = std::optional<result<page_reading>>;

asio::awaitable<void> read_into(source_runner& runner, std::string body, outcome& out)
{
    auto page = test::page_with(std::move(body));
    auto read = co_await runner.read(std::move(page), {});
    out.emplace(std::move(read));
}

/// All plugins of a stage asked at once, the bad one among them.
std::vector<outcome> ask_all(test::plugin_stage& stage, const std::string& misdeed_page)
{
    std::vector<outcome> outcomes(stage.found.size());
    for (std::size_t i = 0; i < outcomes.size(); ++i)
    {
        const bool is_bad = stage.found[i].file.filename() == "misdeeds.so";
        asio::co_spawn(
            stage.context,
            read_into(*stage.found[i].runner, is_bad ? misdeed_page : "owner/model", outcomes[i]),
            asio::detached
        );
    }
    stage.context.restart();
    stage.context.run();
    return outcomes;
}

void check_bad_one(const test::misdeed& bad, const result<page_reading>& read)
{
    BOOST_TEST_REQUIRE(
        read.has_error() == bad.code.has_value(),
        (read.has_error() ? read.error().where : std::string("a good reading"))
    );
    if (!bad.code)
    {
        BOOST_TEST(read->models.size() == 1u);
        return;
    }
    BOOST_TEST(read.error().code == make_error_code(*bad.code), read.error().where);
    BOOST_TEST(read.error().where.starts_with(bad.reason), read.error().where);
}

void costs_its_own_source(const test::misdeed& bad)
{
    if (bad.is_not_for_sanitizers && test::is_sanitized)
        return;
    const auto before = test::look_for_traces();
    {
        test::plugin_directory directory;
        directory.add_healthy();
        directory.add("misdeeds");
        test::plugin_stage stage;
        stage.search.workers.without_walls = "landlock,seccomp";
        if (bad.code == errc::timed_out)
            stage.search.workers.call_limit = hang_limit;
        stage.find(directory.path());
        const test::stopwatch watch;
        const auto outcomes = ask_all(stage, bad.page);

        BOOST_TEST((watch.elapsed() < stage.search.workers.call_limit + after_limit));
        for (std::size_t i = 0; i < 3; ++i)
        {
            BOOST_TEST_REQUIRE(outcomes[i]->has_value());
            BOOST_TEST(owned((*outcomes[i])->models).at(0).model_id == "owner/model");
        }
        check_bad_one(bad, *outcomes[3]);
    }
    BOOST_TEST((test::look_for_traces() == before));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(misdeeds_test)

const test::case_table table(test::misdeeds(), costs_its_own_source);

struct one_bad_plugin
{
    explicit one_bad_plugin(const std::string& without_walls = "")
    {
        stage.search.workers.without_walls = without_walls;
        directory.add("misdeeds");
        stage.find(directory.path());
    }

    result<page_reading> read(std::string body)
    {
        return stage.read("misdeeds.so", std::move(body));
    }

    test::plugin_directory directory;
    test::plugin_stage stage;
};

/// Where nothing keeps it from starting threads.
struct threading_plugin : one_bad_plugin
{
    threading_plugin() : one_bad_plugin("seccomp") {}
};

BOOST_FIXTURE_TEST_CASE(r03_a_thread_is_refused, one_bad_plugin)
{
    BOOST_TEST(read("later").error().where.find("Operation not permitted") != std::string::npos);
    BOOST_TEST(read("a/b").has_value());
}

BOOST_FIXTURE_TEST_CASE(r03_the_text_of_what_was_thrown_in_a_thread_is_kept, threading_plugin)
{
    const auto read_one = read("throw-thread");
    BOOST_TEST(read_one.error().where.find("boom in a thread") != std::string::npos);
}

BOOST_FIXTURE_TEST_CASE(r06_what_it_prints_is_capped_and_the_rest_counted, one_bad_plugin)
{
    BOOST_TEST(read("print").has_value());
    stage.found.clear();

    std::size_t bytes = 0;
    for (const auto& line : stage.log)
        bytes += line.size();
    BOOST_TEST(bytes < 80000u);
    BOOST_TEST(stage.log.front() == "misdeeds: about to print");
    BOOST_TEST(stage.log.back() == "misdeeds: 67043343 bytes dropped");
}

BOOST_FIXTURE_TEST_CASE(r08_a_call_after_the_return_is_found_out_at_the_next, threading_plugin)
{
    BOOST_TEST(read("later")->models.size() == 1u);
    BOOST_TEST(read("pause").error().where.starts_with("contract-violation"));
    BOOST_TEST(read("a/b").has_value());
}

BOOST_FIXTURE_TEST_CASE(r14_after_a_crash_the_next_question_gets_a_new_worker, one_bad_plugin)
{
    for (int round = 0; round < 3; ++round)
    {
        BOOST_TEST(read("segv").has_error());
        BOOST_TEST_REQUIRE(read("a/b").has_value());
        BOOST_TEST(owned(read("a/b")->models).at(0).model_id == "a/b");
    }
}

BOOST_AUTO_TEST_CASE(r06_a_worker_has_none_of_our_descriptors_and_none_of_our_secrets)
{
    ::setenv("HF_TOKEN", "hf_canary", 1);
    one_bad_plugin plugin;
    BOOST_TEST(plugin.read("environment")->models.empty());
    BOOST_TEST(plugin.read("descriptors")->models.empty());
    ::unsetenv("HF_TOKEN");
}

BOOST_AUTO_TEST_CASE(r15_fifty_plugins_fail_at_once)
{
    test::plugin_directory directory;
    for (int i = 0; i < 50; ++i)
        directory.add("load_abort", "bad_" + std::to_string(i) + ".so");
    test::plugin_stage stage;
    stage.find(directory.path());

    BOOST_TEST(stage.found.size() == 50u);
    for (const auto& one : stage.found)
        BOOST_TEST(one.reason.starts_with("died-during-load (SIGABRT)"), one.reason);
}

BOOST_AUTO_TEST_SUITE_END()
