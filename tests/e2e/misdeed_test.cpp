#include "e2e/fault_world.hpp"
#include "e2e/small_world.hpp"
#include "support/case_table.hpp"
#include "support/files.hpp"
#include "support/kind_of_run.hpp"
#include "support/misdeeds.hpp"

using namespace muster;
using test::holds;

namespace {

std::string verdict_for(const test::misdeed& bad)
{
    if (!bad.code)
        return "ok";
    if (*bad.code == errc::crashed)
        return "crashed";
    return *bad.code == errc::timed_out ? "timed-out" : "failed";
}

void costs_a_run_nothing(const test::misdeed& bad)
{
    if (bad.is_not_for_sanitizers && test::is_sanitized)
        return;
    test::fault_world world;
    // What it costs where the kernel keeps a plugin from nothing: behind walls it costs less.
    world.variables["MUSTER_TEST_WITHOUT_WALLS"] = "landlock,seccomp";
    if (!bad.code)
        world.expect_misdeeds_to_read("owner/model");
    world.survives_misdeed(bad.page);

    const auto told = world.told_of("misdeeds");
    const auto reason = bad.code == errc::timed_out ? "not finished within " : bad.reason;
    BOOST_TEST(told.starts_with(verdict_for(bad) + ": " + reason), told);
}

/// The numbers of failed runs in a row, of one run after the other.
std::vector<std::int64_t> failed_runs(test::fault_world& world, int runs)
{
    std::vector<std::int64_t> counts;
    for (int run = 0; run < runs; ++run)
    {
        BOOST_TEST(world.ingest({"--misdeeds.page", "misdeed.txt"}).status == 0);
        counts.push_back(world.failed_runs_of("misdeeds"));
    }
    return counts;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(misdeed_test)

const test::case_table table(test::misdeeds(), costs_a_run_nothing);

BOOST_FIXTURE_TEST_CASE(r01_crash_where_it_begins, test::fault_world)
{
    plugins.add("misdeeds");
    survives({"--misdeeds.page", "at-start-segv"});
    BOOST_TEST(told_of("misdeeds").starts_with("crashed: crashed SIGSEGV"));
}

BOOST_FIXTURE_TEST_CASE(r04_hang_where_it_begins, test::fault_world)
{
    plugins.add("misdeeds");
    survives({"--misdeeds.page", "at-start-block-signals"});
    BOOST_TEST(told_of("misdeeds").starts_with("timed-out: not finished within"));
}

BOOST_FIXTURE_TEST_CASE(r06_what_it_prints_are_log_lines_with_its_name, test::fault_world)
{
    expect_misdeeds_to_read("owner/model");
    const auto done = survives_misdeed("print");
    BOOST_TEST(holds(done.err, "misdeeds: about to print\n"));
    BOOST_TEST(holds(done.err, " bytes dropped\n"));
    BOOST_TEST(done.err.size() < 100000u);
    BOOST_TEST(done.out.empty());
}

BOOST_FIXTURE_TEST_CASE(r07_signals_its_host, test::fault_world)
{
    expect_misdeeds_to_read("owner/model");
    survives_misdeed("signal-host");
    BOOST_TEST(told_of("misdeeds") == "ok: ");
}

BOOST_FIXTURE_TEST_CASE(r14_failed_runs_in_a_row_are_counted, test::fault_world)
{
    plugins.add("misdeeds");
    test::put_file(data / "misdeed.txt", "segv");
    BOOST_TEST(
        failed_runs(*this, 3) == (std::vector<std::int64_t>{1, 2, 3}),
        boost::test_tools::per_element()
    );
    test::put_file(data / "misdeed.txt", "a/b");
    BOOST_TEST(failed_runs(*this, 1).front() == 0);
}

BOOST_FIXTURE_TEST_CASE(r14_one_that_alternates_is_asked_anew_in_each_run, test::fault_world)
{
    plugins.add("misdeeds");
    test::put_file(data / "misdeed.txt", "alternate");
    variables["MUSTER_TEST_WITHOUT_WALLS"] = "landlock,seccomp";
    BOOST_TEST(
        failed_runs(*this, 4) == (std::vector<std::int64_t>{1, 0, 1, 0}),
        boost::test_tools::per_element()
    );
    BOOST_TEST(holds(staged(), "owner/model"));
    failed_runs(*this, 1);
    BOOST_TEST(told_of("misdeeds").starts_with("crashed: crashed SIGABRT"));
    BOOST_TEST(used_of("misdeeds") == "stale");
    BOOST_TEST(holds(staged(), "owner/model"));
}

BOOST_FIXTURE_TEST_CASE(r15_fifty_bad_plugins_beside_three_good_ones, test::fault_world)
{
    for (int i = 0; i < 50; ++i)
        plugins.add("load_abort", "bad_" + std::to_string(i) + ".so");
    survives();
    for (int i = 0; i < 50; ++i)
        BOOST_TEST(told_of("bad_" + std::to_string(i) + ".so").starts_with("crashed: "));
}

BOOST_FIXTURE_TEST_CASE(r15_when_all_fail_what_was_staged_stays, test::fault_world)
{
    survives();
    const auto before = staged();
    for (int i = 0; i < 50; ++i)
        plugins.add("load_abort", "bad_" + std::to_string(i) + ".so");
    for (const auto* name : {"healthy_a", "healthy_b", "healthy_c"})
        std::filesystem::remove(data / (std::string(name) + ".txt"));

    BOOST_TEST(ingest().status == 0);
    BOOST_TEST(staged() == before);
    for (const auto* name : {"healthy_a", "healthy_b", "healthy_c"})
    {
        BOOST_TEST(told_of(name).starts_with("failed: "));
        BOOST_TEST(used_of(name) == "stale");
    }
    BOOST_TEST(ingest({"--fail-on", "all"}).status == 3);
    BOOST_TEST(staged() == before);
}

BOOST_AUTO_TEST_SUITE_END()
