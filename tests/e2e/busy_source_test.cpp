// Services that answer "later", in the middle of a listing or at its beginning.

#include "e2e/small_world.hpp"
#include "muster/json_text.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/test/unit_test.hpp>

using namespace muster;
using namespace muster::test;
namespace json = boost::json;

namespace {

struct busy_fixture : small_world
{
    json::object ingest(const std::string& name, std::vector<std::string> more)
    {
        std::vector<std::string> words = {"ingest", "--sources", name};
        words.insert(words.end(), more.begin(), more.end());
        muster_well(words);
        const auto document = parse_json(report(), "the report");
        BOOST_TEST_REQUIRE(document.has_value());
        return document->at("sources").at(0).as_object();
    }

    json::object ingest_board()
    {
        const auto words = command_of({}).words;
        const auto server = words.back().substr(0, words.back().rfind('/'));
        return ingest("lmarena", {"--lmarena.url", server + "/lmarena", "--deadline", "4"});
    }
};

served board()
{
    return answer(R"({"num_rows_total": 1, "rows": [{"row": {"model_name": "m", "organization": "o",
        "category": "overall", "leaderboard_publish_date": "2026-11-01"}}]})");
}

served board_that_says(unsigned status, const std::string& code, const std::string& words)
{
    auto said = refusal(status, {{"X-Error-Code", code}});
    said.body = R"({"error": ")" + words + "\"}";
    return said;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(busy_source_test, busy_fixture)

BOOST_AUTO_TEST_CASE(a_rate_limit_in_the_middle_is_waited_for_and_the_listing_goes_on_there)
{
    const auto calm = ingest("hub", {"--hub.limit", "0"});
    const auto listing = staged();
    const auto first = times_asked("/api/models?pipeline_tag");
    const auto second = times_asked("/api/models?cursor=2");

    answer_once("/api/models?cursor=2", refusal(429, {{"RateLimit", R"("api";r=0;t=0)"}}));
    const auto busy = ingest("hub", {"--hub.limit", "0"});
    BOOST_TEST(busy.at("verdict") == "ok");
    BOOST_TEST(busy.at("records") == calm.at("records"));
    BOOST_TEST(busy.at("retries") == 1);
    BOOST_TEST(staged() == listing);
    // The page before it is not asked for again.
    BOOST_TEST(times_asked("/api/models?pipeline_tag") == 2 * first);
    BOOST_TEST(times_asked("/api/models?cursor=2") == 2 * second + 1);
}

BOOST_AUTO_TEST_CASE(a_board_that_is_not_ready_is_asked_again_and_then_stood_in_for)
{
    const std::string words = "The response is not ready yet.";
    answer_with("/lmarena", board());
    answer_once("/lmarena", board_that_says(500, "ResponseNotReady", words));
    const auto in_the_end = ingest_board();
    BOOST_TEST(in_the_end.at("verdict") == "ok");
    BOOST_TEST(in_the_end.at("retries") == 1);

    answer_with("/lmarena", board_that_says(500, "ResponseNotReady", words));
    const auto before = times_asked("/lmarena");
    const auto never = ingest_board();
    BOOST_TEST(never.at("used") == "stale");
    BOOST_TEST(never.at("records") == 1);
    BOOST_TEST(times_asked("/lmarena") > before + 1);
}

BOOST_AUTO_TEST_CASE(a_board_that_moved_is_asked_once_and_its_own_words_are_repeated)
{
    const std::string words = "The dataset does not exist, or is not accessible.";
    answer_with("/lmarena", board_that_says(404, "DatasetNotFoundError", words));
    const auto gone = ingest_board();
    BOOST_TEST(gone.at("verdict") == "failed");
    BOOST_TEST(holds(std::string(gone.at("reason").as_string()), words), gone.at("reason"));
    BOOST_TEST(times_asked("/lmarena") == 1u);
}

BOOST_AUTO_TEST_SUITE_END()
