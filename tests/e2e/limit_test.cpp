#include "e2e/small_world.hpp"
#include "muster/json_text.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/test/unit_test.hpp>

using namespace muster;
using namespace muster::test;

namespace {

/// A Hub that lists so many models, the most downloaded first.
struct limit_fixture : small_world
{
    void list_models(int count, int downloads = 1000)
    {
        std::string page;
        for (int i = 0; i < count; ++i)
            page += (i == 0 ? "[" : ", ") + (R"({"id": "Lab/M)" + std::to_string(i)) +
                    R"(", "downloads": )" + std::to_string(downloads - i) + '}';
        answer_with("/api/models?", answer(page + ']'));
    }

    /// "VERDICT USED RECORDS" of the Hub in an ingest.
    std::string told(std::vector<std::string> words = {})
    {
        words.insert(words.begin(), {"ingest", "--sources", "hub", "--deadline", "2"});
        said = muster_well(words).err;
        const auto report_now = parse_json(report(), "report");
        const auto& hub = report_now->at("sources").at(0);
        const auto word = [&hub](const char* key) { return std::string(hub.at(key).as_string()); };
        return word("verdict") + ' ' + word("used") + ' ' +
               std::to_string(hub.at("records").to_number<int>());
    }

    std::string with_limit(const std::string& limit)
    {
        put_file(directory.path() / "nightly.ini", "hub.limit = " + limit + '\n');
        return told({"--config", (directory.path() / "nightly.ini").string()});
    }

    std::string said = {};
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(limit_test, limit_fixture)

BOOST_AUTO_TEST_CASE(a_source_that_shrinks_is_held_back_and_a_smaller_limit_is_not_mistaken_for_it)
{
    list_models(50);
    BOOST_TEST(told() == "ok fresh 50");
    BOOST_TEST(told({"--hub.limit", "10"}) == "ok fresh 10");

    list_models(10);
    BOOST_TEST(told() == "shrunk stale 50");
    BOOST_TEST(holds(said, "80 % of the models it listed on "), said);
    BOOST_TEST(told({"--hub.limit", "10"}) == "ok fresh 10");
}

BOOST_AUTO_TEST_CASE(a_limit_that_lasts_is_renewed_and_judged_and_costs_no_wider_listing)
{
    list_models(50);
    BOOST_TEST(told() == "ok fresh 50");
    list_models(50, 2000);
    BOOST_TEST(with_limit("10") == "ok fresh 10");

    list_models(2);
    BOOST_TEST(with_limit("10") == "shrunk stale 10");
    BOOST_TEST(holds(said, "80 % of the models it listed on "), said);
    BOOST_TEST(holds(staged(), "2000"));
    BOOST_TEST(with_limit("20") == "shrunk stale 20");
    BOOST_TEST(holds(said, "90 % of the first 20 models it listed on "), said);
    BOOST_TEST(with_limit("0") == "shrunk stale 50");

    answer_with("/api/models?", refusal(404));
    BOOST_TEST(with_limit("10") == "failed stale 10");
    BOOST_TEST(told() == "failed stale 50");
}

BOOST_AUTO_TEST_CASE(runs_with_two_limits_in_turn_make_no_noise)
{
    list_models(50);
    told();
    const auto kept = text_of(data / "sources" / "hub.json");
    for (const auto* limit : {"10", "500", "20", "10"})
    {
        BOOST_TEST(told({"--hub.limit", limit}).starts_with("ok fresh "));
        BOOST_TEST(text_of(data / "sources" / "hub.json") == kept, limit);
    }
}

BOOST_AUTO_TEST_SUITE_END()
