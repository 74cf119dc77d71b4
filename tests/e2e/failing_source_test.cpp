#include "e2e/small_world.hpp"
#include "muster/json_text.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/test/unit_test.hpp>

using namespace muster;
using namespace muster::test;

namespace {

struct fault
{
    const char* name;
    served answer;
};

served half_a_body()
{
    auto half = answer(R"([{"id": "a/b"}, {"id": "c/d"}])");
    half.cut_after = 12;
    half.end = served::ending::close;
    return half;
}

served half_a_body_of_no_length()
{
    auto half = half_a_body();
    half.frame = served::framing::to_close;
    return half;
}

served one_byte()
{
    served none;
    none.raw = "H";
    none.end = served::ending::reset;
    return none;
}

std::vector<fault> faults()
{
    return {
        {"500", refusal(500)},
        {"403", refusal(403)},
        {"HTML", answer("<!doctype html><title>Sign in</title>")},
        {"half a body", half_a_body()},
        {"half a body of no length", half_a_body_of_no_length()},
        {"an empty body", answer("")},
        {"nothing", silence()},
        {"one byte", one_byte()},
        {"an error object", answer(R"({"error": "rate limited"})")},
        {"an empty list", answer("[]")}};
}

/// "VERDICT USED" of a source in the report of the last run.
std::string told_of(const small_world& world, std::string_view name)
{
    const auto report = parse_json(world.report(), "report");
    for (const auto& source : report->at("sources").as_array())
        if (source.at("name").as_string() == name)
            return std::string(source.at("verdict").as_string()) + ' ' +
                   std::string(source.at("used").as_string());
    return "not in the report";
}

struct failing_fixture : small_world
{
    /// What is staged when the sources without one of them are asked.
    std::string staged_without(const std::string& source)
    {
        muster_well({"ingest", "--no-stale", "--skip", source});
        return staged();
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(failing_source_test, failing_fixture)

BOOST_AUTO_TEST_CASE(whatever_the_hub_answers_the_others_are_staged_as_without_it)
{
    const auto expected = staged_without("hub");
    for (const auto& [name, wrong] : faults())
    {
        answer_with("/api/models?pipeline", wrong);
        const auto done = muster_well({"ingest", "--no-stale", "--deadline", "2"});

        BOOST_TEST(staged() == expected, name);
        BOOST_TEST(!told_of(*this, "hub").starts_with("ok"), name);
        BOOST_TEST(told_of(*this, "openrouter") == "ok fresh", name);
        BOOST_TEST(holds(done.err, "hub"), name);
    }
}

BOOST_AUTO_TEST_CASE(whatever_the_index_answers_the_others_are_staged_as_without_it)
{
    const auto expected = staged_without("openrouter");
    for (const auto& [name, wrong] : faults())
    {
        answer_with("/openrouter", wrong);
        muster_well({"ingest", "--no-stale", "--deadline", "2"});

        BOOST_TEST(staged() == expected, name);
        BOOST_TEST(told_of(*this, "hub") == "ok fresh", name);
    }
}

BOOST_AUTO_TEST_CASE(a_ranking_that_is_missing_or_broken_costs_that_source_alone)
{
    const auto expected = staged_without("community");
    std::filesystem::remove(data / "community_rankings.json");
    muster_well({"ingest", "--no-stale"});
    BOOST_TEST(staged() == expected);
    put_file(data / "community_rankings.json", "[{");
    muster_well({"ingest", "--no-stale"});

    BOOST_TEST(staged() == expected);
    BOOST_TEST(told_of(*this, "community") == "failed none");
}

BOOST_AUTO_TEST_CASE(the_last_good_listing_stands_in_and_the_summary_says_so)
{
    muster_well({"ingest"});
    const auto before = kept_files();
    for (const auto& [name, wrong] : faults())
    {
        answer_with("/api/models?pipeline", wrong);
        const auto done = muster_well({"ingest", "--deadline", "2"});

        BOOST_TEST((kept_files() == before), name);
        BOOST_TEST(holds(told_of(*this, "hub"), " stale"), name);
        BOOST_TEST(holds(done.err, "(its last good listing)"), name);
    }
}

BOOST_AUTO_TEST_CASE(h07_a_listing_cut_off_at_its_second_page_is_partial)
{
    answer_with("/api/models?cursor", refusal(403));
    muster_well({"ingest", "--no-stale"});

    BOOST_TEST(told_of(*this, "hub") == "partial fresh");
    BOOST_TEST(holds(staged(), "Acme/Dense"));
    BOOST_TEST(!holds(staged(), "gpt-small"));
    BOOST_TEST(!std::filesystem::exists(data / "sources" / "hub.json"));
}

BOOST_AUTO_TEST_CASE(h13_a_circle_of_pages_ends)
{
    auto first = answer(R"([{"id": "a/b"}])");
    first.headers.emplace_back("Link", "</api/models?cursor=2>; rel=\"next\"");
    answer_with("/api/models?cursor", first);
    muster_well({"ingest", "--no-stale"});

    BOOST_TEST(told_of(*this, "hub") == "partial fresh");
    BOOST_TEST(holds(report(), "pagination-cycle"));
}

BOOST_AUTO_TEST_CASE(h19_a_shrunken_listing_is_held_back_and_a_smaller_limit_is_not)
{
    muster_well({"ingest"});
    const auto before = staged();
    answer_with("/api/models?pipeline", answer(R"([{"id": "Acme/Dense"}])"));
    muster_well({"ingest"});
    BOOST_TEST(told_of(*this, "hub") == "shrunk stale");
    BOOST_TEST(staged() == before);

    muster_well({"ingest", "--hub.limit", "1"});
    BOOST_TEST(told_of(*this, "hub") == "ok fresh");
}

BOOST_AUTO_TEST_CASE(fail_on_is_a_status_and_the_outputs_are_written_all_the_same)
{
    answer_with("/openrouter", refusal(403));

    const auto told = muster({"ingest", "--quiet", "--fail-on", "any"});
    BOOST_TEST(told.status == 3);
    BOOST_TEST(told.err == "muster: as --fail-on asks, a failure: openrouter failed\n");
    BOOST_TEST(holds(staged(), "Acme/Dense"));
    BOOST_TEST(muster({"ingest", "--fail-on", "all"}).status == 0);
    BOOST_TEST(muster({"ingest", "--fail-on", "all", "--sources", "openrouter"}).status == 3);
}

BOOST_AUTO_TEST_CASE(a_run_without_any_network_lives_on_what_it_has)
{
    muster_well({"run"});
    const auto before = kept_files();
    std::filesystem::remove_all(directory.path() / "cache");
    const auto done = muster_well({"run", "--offline", "--fail-on", "any"});

    BOOST_TEST((kept_files() == before));
    BOOST_TEST(holds(done.err, "(its last good listing)"));
    // Nobody asked them: that is no failure of theirs.
    BOOST_TEST(!holds(done.err, "failed"), done.err);
    BOOST_TEST(holds(done.err, "  openrouter    not asked "), done.err);
    BOOST_TEST(told_of(*this, "openrouter") == "disabled stale");
    BOOST_TEST(!holds(report(), "failed_runs"));
}

BOOST_AUTO_TEST_SUITE_END()
