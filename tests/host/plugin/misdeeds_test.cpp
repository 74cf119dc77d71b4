#include "support/case_table.hpp"
#include "support/plugin_stage.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include <fstream>
#include <optional>

using namespace muster;
namespace asio = boost::asio;

namespace {

/// What a plugin does when it reads a page, and what is said of it.
struct misdeed
{
    const char* name;
    std::string page;
    std::optional<errc> code;  ///< none: the reading is good
    std::string reason;
    bool is_not_for_sanitizers = false;  ///< needs the memory limit, or every descriptor
};

const misdeed misdeeds[] = {
    {"R01_segv", "segv", errc::crashed, "crashed SIGSEGV; it printed: about to segv"},
    {"R01_bus", "bus", errc::crashed, "crashed SIGBUS; it printed: about to bus"},
    {"R01_ill", "ill", errc::crashed, "crashed SIGILL; it printed: about to ill"},
    {"R01_fpe", "fpe", errc::crashed, "crashed SIGFPE; it printed: about to fpe"},
    {"R01_abort", "abort", errc::crashed, "crashed SIGABRT; it printed: about to abort"},
    {"R01_stack_overflow", "stack", errc::crashed, "crashed SIGSEGV; it printed: about to stack"},
    {"R02_exit", "exit", errc::crashed, "incomplete: it ended in mid-answer (exit status 0)"},
    {"R02__exit", "_exit", errc::crashed, "incomplete: it ended in mid-answer (exit status 0)"},
    {"R03_exception", "throw", errc::unavailable, "boom"},
    {"R03_throw_42", "throw-42", errc::unavailable, "threw something that is not"},
    {"R03_throw_in_own_thread", "throw-thread", errc::crashed, "crashed SIGABRT; it printed: "},
    {"R03_throw_in_noexcept", "throw-noexcept", errc::crashed, "crashed SIGABRT; it printed: "},
    {"R04_hang_in_syscall", "wait", errc::timed_out, "no answer within "},
    {"R04_busy_loop", "loop", errc::timed_out, "no answer within "},
    {"R04_deadlock", "deadlock", errc::timed_out, "no answer within "},
    {"R04_ignores_sigterm", "ignore-term", errc::timed_out, "no answer within "},
    {"R04_blocks_signals", "block-signals", errc::timed_out, "no answer within "},
    {"R05_new_without_end", "new", errc::crashed, "memory-limit: it needs more than 256", true},
    {"R05_malloc_without_end", "malloc", errc::crashed, "crashed SIGSEGV", true},
    {"R05_emits_without_end", "endless", errc::too_large, "too-many-records: more than 1000000"},
    {"R05_emits_and_does_not_look", "deaf", errc::too_large, "too-many-records"},
    {"R05_record_of_5_gb", "large", errc::too_large, "record-too-large: 5368709120 bytes"},
    {"R05_tags_without_end", "tags", errc::too_large, "record-too-large"},
    {"R05_short_batch", "short-batch", errc::unavailable, "delivered a batch of a size"},
    {"R06_opens_to_the_limit", "open", std::nullopt, "", true},
    {"R06_closes_everything", "close", errc::crashed, "protocol-error: it hung up on the host"},
    {"R06_prints_64_mib", "print", std::nullopt, ""},
    {"R07_leaves_a_child", "child", std::nullopt, ""},
    {"R07_leaves_a_daemon", "daemon", std::nullopt, ""},
    {"R07_daemon_after_exit", "daemon-exit", errc::crashed, "incomplete: it ended in mid-answer"},
    {"R08_emits_from_a_thread", "thread", errc::crashed, "contract-violation: used its sink"},
    {"R09_garbage", "garbage", errc::crashed, "protocol-error: there is no frame of kind"},
    {"R09_length_of_4_gib",
     "endless-frame",
     errc::crashed,
     "protocol-error: a frame of 4294967295"},
    {"R09_half_a_frame", "half-frame", errc::crashed, "incomplete: it ended in mid-answer"},
    {"R09_wrong_count", "wrong-count", errc::crashed, "protocol-error: parts of the answer"},
    {"R11_changes_the_process", "process", std::nullopt, ""},
};

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

void check_bad_one(const misdeed& bad, const result<page_reading>& read)
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

void costs_its_own_source(const misdeed& bad)
{
    if (bad.is_not_for_sanitizers && test::is_sanitized)
        return;
    const auto before = test::look_for_traces();
    {
        test::plugin_directory directory;
        directory.add_healthy();
        directory.add("misdeeds");
        test::plugin_stage stage;
        stage.find(directory.path());
        const test::stopwatch watch;
        const auto outcomes = ask_all(stage, bad.page);

        BOOST_TEST(watch.elapsed().count() < (test::is_sanitized ? 15000 : 3500));
        for (std::size_t i = 0; i < 3; ++i)
        {
            BOOST_TEST_REQUIRE(outcomes[i]->has_value());
            BOOST_TEST((*outcomes[i])->models.at(0).model_id == "owner/model");
        }
        check_bad_one(bad, *outcomes[3]);
    }
    BOOST_TEST((test::look_for_traces() == before));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(misdeeds_test)

const test::case_table table(misdeeds, costs_its_own_source);

struct one_bad_plugin
{
    one_bad_plugin()
    {
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

BOOST_FIXTURE_TEST_CASE(R03_the_text_of_what_was_thrown_in_a_thread_is_kept, one_bad_plugin)
{
    const auto read_one = read("throw-thread");
    BOOST_TEST(read_one.error().where.find("boom in a thread") != std::string::npos);
}

BOOST_FIXTURE_TEST_CASE(R06_what_it_prints_is_capped_and_the_rest_counted, one_bad_plugin)
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

BOOST_FIXTURE_TEST_CASE(R08_a_call_after_the_return_is_found_out_at_the_next, one_bad_plugin)
{
    BOOST_TEST(read("later")->models.size() == 1u);
    BOOST_TEST(read("pause").error().where.starts_with("contract-violation"));
    BOOST_TEST(read("a/b").has_value());
}

BOOST_FIXTURE_TEST_CASE(R14_after_a_crash_the_next_question_gets_a_new_worker, one_bad_plugin)
{
    for (int round = 0; round < 3; ++round)
    {
        BOOST_TEST(read("segv").has_error());
        BOOST_TEST_REQUIRE(read("a/b").has_value());
        BOOST_TEST(read("a/b")->models.at(0).model_id == "a/b");
    }
}

BOOST_AUTO_TEST_CASE(R06_a_worker_has_none_of_our_descriptors_and_none_of_our_secrets)
{
    ::setenv("HF_TOKEN", "hf_canary", 1);
    one_bad_plugin plugin;
    BOOST_TEST(plugin.read("environment")->models.empty());
    BOOST_TEST(plugin.read("descriptors")->models.empty());
    ::unsetenv("HF_TOKEN");
}

BOOST_AUTO_TEST_CASE(R15_fifty_plugins_fail_at_once)
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
