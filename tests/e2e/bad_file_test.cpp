#include "e2e/fault_world.hpp"
#include "support/bad_files.hpp"
#include "support/case_table.hpp"
#include "support/kind_of_run.hpp"

using namespace muster;

namespace {

std::string verdict_for(const std::string& reason)
{
    for (const auto* prefix : {"died-during-load", "memory-limit", "protocol-error"})
        if (reason.starts_with(prefix))
            return "crashed";
    return reason.starts_with("no answer within") ? "timed-out" : "failed";
}

void costs_a_run_nothing(const test::bad_file& bad)
{
    if (bad.is_not_for_sanitizers && test::is_sanitized)
        return;
    test::fault_world world;
    if (bad.fixture)
        world.plugins.add(bad.fixture, "bad.so");
    else
        world.plugins.write("bad.so", bad.bytes);
    world.survives();

    const auto told = world.told_of("bad.so");
    const auto expected = verdict_for(bad.reason) + ": its plugin is not used: " + bad.reason;
    BOOST_TEST(told.starts_with(expected), told);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(bad_file_test)

const test::case_table table(test::bad_files(), costs_a_run_nothing);

BOOST_AUTO_TEST_SUITE_END()
