#include "catalog/unlisted.hpp"
#include "contract/identity.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>

using namespace muster;
using strings = std::vector<std::string>;

namespace {

struct unlisted_fixture
{
    std::vector<model_row> published = {};
    std::vector<source_coverage> sources = {};
    std::vector<unlisted_model> before = {};
    strings listed = {};
    strings left_out = {};
    std::string today = "2026-11-20";
    std::string grace_end = "2026-11-06";
    std::string last_day = {};
    bool are_sources_named = false;

    unlisted_fixture() { publish("a/a", "hub"); }

    void publish(const std::string& id, const std::string& source)
    {
        model_row row;
        row.model_id = id;
        row.source = source;
        published.push_back(row);
    }

    void answer(const std::string& label, coverage_kind kind)
    {
        sources.push_back({label, kind, {}});
    }

    std::vector<unlisted_model> found() const
    {
        unlisted_rules rules;
        rules.sources = sources;
        rules.left_out = left_out;
        rules.before = before;
        rules.today = today;
        rules.grace_end = grace_end;
        rules.last_day = last_day;
        rules.are_sources_named = are_sources_named;
        rules.is_listed = [this](const std::string& id) {
            return std::ranges::count(listed, id) > 0;
        };
        return find_unlisted(published, rules);
    }

    bool goes_at_once() const { return found().empty(); }
    std::string since() const { return found().at(0).since; }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(unlisted_test, unlisted_fixture)

BOOST_AUTO_TEST_CASE(what_another_question_gave_is_not_missed_by_this_one)
{
    answer("hub", coverage_kind::complete);
    sources[0].listed_elsewhere = {folded_hash("a/a")};
    BOOST_TEST(since() == "");
    sources[0].kind = coverage_kind::cut;
    BOOST_TEST(since() == "");
    // What no question lists any more is missed, whenever it was lost; and goes on being missed.
    sources[0].listed_elsewhere.clear();
    sources[0].kind = coverage_kind::complete;
    BOOST_TEST(since() == "2026-11-20");
    before = {{"a/a", "", false}};
    BOOST_TEST(since() == "2026-11-20");
    sources[0].listed_elsewhere = {folded_hash("a/a")};
    before = {{"a/a", "2026-11-10", true}};
    BOOST_TEST(since() == "2026-11-10");
    // That nobody could tell is no confirmation.
    before = {{"a/a", "", false}};
    BOOST_TEST(since() == "");
}

BOOST_AUTO_TEST_CASE(what_a_whole_answer_lacks_is_unlisted_from_that_day_on)
{
    answer("hub", coverage_kind::complete);
    BOOST_TEST((found() == std::vector<unlisted_model>{{"a/a", "2026-11-20", true}}));

    before = {{"A/a", "2026-11-11", true}};
    BOOST_TEST(since() == "2026-11-11");
}

BOOST_AUTO_TEST_CASE(what_is_listed_is_not_unlisted)
{
    answer("hub", coverage_kind::complete);
    before = {{"a/a", "2026-11-11", true}};
    listed = {"a/a"};
    BOOST_TEST(found().empty());
}

BOOST_AUTO_TEST_CASE(all_its_sources_have_to_say_so)
{
    published[0].source = "hub+index";
    answer("hub", coverage_kind::complete);
    // One that was left out may list it still: only where all were is it the user's choice.
    left_out = {"index"};
    BOOST_TEST(since() == "2026-11-20");
    left_out = {"index", "hub"};
    sources.clear();
    BOOST_TEST(goes_at_once());
    left_out = {"index"};
    answer("hub", coverage_kind::complete);

    answer("index", coverage_kind::unknown);
    BOOST_TEST((found() == std::vector<unlisted_model>{{"a/a", "", false}}));

    sources[1].kind = coverage_kind::complete;
    BOOST_TEST(since() == "2026-11-20");
}

BOOST_AUTO_TEST_CASE(a_source_that_cannot_say_stops_the_clock_and_does_not_set_it_back)
{
    answer("hub", coverage_kind::unknown);
    before = {{"a/a", "2026-11-11", true}};
    BOOST_TEST((found() == std::vector<unlisted_model>{{"a/a", "2026-11-11", false, today}}));

    before = found();
    today = "2026-11-23";
    BOOST_TEST((found() == before));
    sources[0].kind = coverage_kind::complete;
    BOOST_TEST((found() == std::vector<unlisted_model>{{"a/a", "2026-11-11", true, "", 2}}));
}

// Whoever runs twice a day, once with a source that fails, has every day confirmed.
BOOST_AUTO_TEST_CASE(a_day_with_one_run_that_could_tell_counts)
{
    before = {{"a/a", "2026-11-11", true}};
    answer("hub", coverage_kind::unknown);
    before = found();
    today = "2026-11-21";
    sources[0].kind = coverage_kind::complete;
    BOOST_TEST((found() == std::vector<unlisted_model>{{"a/a", "2026-11-11", true}}));
}

BOOST_AUTO_TEST_CASE(a_run_that_got_nothing_stops_the_clock_of_all)
{
    before = {{"a/a", "2026-11-11", true, "", 0, true}, {"b/b", "", false}};
    BOOST_TEST((
        none_confirmed(before, today) ==
        std::vector<unlisted_model>{{"a/a", "2026-11-11", false, "2026-11-20"}, {"b/b", "", false}}
    ));
}

BOOST_AUTO_TEST_CASE(the_time_of_grace_is_over_when_it_has_been_confirmed_for_as_long)
{
    answer("hub", coverage_kind::complete);
    before = {{"a/a", "2026-11-07", true}};
    BOOST_TEST(!found().at(0).is_due);
    before[0].since = "2026-11-06";
    BOOST_TEST(found().at(0).is_due);

    // Not by days on which no source could tell.
    before[0].paused_days = 3;
    BOOST_TEST(!found().at(0).is_due);
    grace_end = "2026-11-09";
    BOOST_TEST(found().at(0).is_due);

    before = found();
    sources[0].kind = coverage_kind::unknown;
    BOOST_TEST(!found().at(0).is_due);
}

BOOST_AUTO_TEST_CASE(a_day_that_is_still_to_come_is_today)
{
    // The clock was ahead for a night: in the next one it seems to be behind.
    answer("hub", coverage_kind::complete);
    before = {{"a/a", "2027-11-11", true}};
    last_day = "2027-11-11";
    BOOST_TEST((found() == std::vector<unlisted_model>{{"a/a", "2027-11-11", false}}));
    last_day = "2026-11-19";
    BOOST_TEST((found() == std::vector<unlisted_model>{{"a/a", "2026-11-20", true}}));
}

BOOST_AUTO_TEST_CASE(a_clock_that_is_behind_counts_nothing)
{
    answer("hub", coverage_kind::complete);
    publish("b/b", "hub");
    before = {{"a/a", "2026-11-19", true}};
    last_day = "2026-11-19";
    today = "2026-09-01";
    BOOST_TEST(
        (found() == std::vector<unlisted_model>{{"a/a", "2026-11-19", false}, {"b/b", "", false}})
    );
}

BOOST_AUTO_TEST_CASE(days_are_counted_up_to_what_the_file_takes)
{
    answer("hub", coverage_kind::complete);
    before = {{"a/a", "2026-11-11", false, "1870-01-01", 7}};
    BOOST_TEST(read_unlisted(write_unlisted(found())).has_value());
}

BOOST_AUTO_TEST_CASE(what_only_sources_list_that_were_not_named_goes_at_once)
{
    published[0].source = "index_without_a_plugin";
    answer("hub", coverage_kind::complete);
    BOOST_TEST(!goes_at_once());
    are_sources_named = true;
    BOOST_TEST(goes_at_once());
}

BOOST_AUTO_TEST_CASE(a_mark_of_the_row_stands_for_a_list_that_was_not_written)
{
    answer("hub", coverage_kind::complete);
    published[0].unlisted_since = "2026-11-11";
    BOOST_TEST(since() == "2026-11-11");
}

BOOST_AUTO_TEST_CASE(a_failure_starts_no_clock)
{
    answer("hub", coverage_kind::unknown);
    before = found();
    sources[0].kind = coverage_kind::complete;
    BOOST_TEST(since() == "2026-11-20");
}

// A plugin that was moved away, or a path to it that cron does not know, is nobody's choice.
BOOST_AUTO_TEST_CASE(of_a_source_that_is_not_there_nothing_is_known)
{
    BOOST_TEST((found() == std::vector<unlisted_model>{{"a/a", "", false}}));
}

BOOST_AUTO_TEST_CASE(what_stands_is_not_taken_for_below_a_limit_later)
{
    answer("hub", coverage_kind::unknown);
    before = found();
    sources[0].kind = coverage_kind::cut;
    BOOST_TEST(since() == "2026-11-20");
    before.clear();
    BOOST_TEST(goes_at_once());
}

BOOST_AUTO_TEST_CASE(what_the_user_left_out_goes_at_once)
{
    left_out = {"hub"};
    BOOST_TEST(goes_at_once());
    left_out.clear();
    answer("hub", coverage_kind::narrower);
    BOOST_TEST(goes_at_once());
    before = {{"a/a", "2026-11-11", true}};
    BOOST_TEST(goes_at_once());
}

BOOST_AUTO_TEST_CASE(a_failure_elsewhere_outweighs_a_choice)
{
    published[0].source = "hub+index";
    answer("hub", coverage_kind::narrower);
    answer("index", coverage_kind::unknown);
    BOOST_TEST(!found().at(0).is_confirmed);
}

BOOST_AUTO_TEST_CASE(of_a_cut_listing_what_ranked_above_the_cut_is_unlisted)
{
    sources.push_back({"hub", coverage_kind::cut, {"a/a"}});
    publish("b/b", "hub");
    BOOST_TEST_REQUIRE(found().size() == 1u);
    BOOST_TEST(found()[0].model_id == "a/a");

    // The next listing is compared with one that lacked it, too.
    before = found();
    sources[0].above_the_cut.clear();
    BOOST_TEST_REQUIRE(found().size() == 1u);
}

BOOST_AUTO_TEST_CASE(what_a_limit_may_explain_stands_for_the_time_of_grace_and_is_not_missed)
{
    sources.push_back({"hub", coverage_kind::cut, {}, {"a/a"}});
    BOOST_TEST_REQUIRE(found().size() == 1u);
    BOOST_TEST(found()[0].is_limited);
    BOOST_TEST(since() == "2026-11-20");

    // The next listing is compared with one that lacked it, too.
    before = found();
    sources[0].near_the_cut.clear();
    today = "2026-11-21";
    BOOST_TEST((found() == before));
    before[0].since = "2026-11-06";
    BOOST_TEST(found()[0].is_due);
    BOOST_TEST(found()[0].is_limited);

    // Without a limit it is missed, from that day on.
    sources[0].kind = coverage_kind::complete;
    BOOST_TEST((found() == std::vector<unlisted_model>{{"a/a", "2026-11-21", true}}));
}

// What an index dropped is missed, and archived in time, although the Hub's limit lets no row in.
BOOST_AUTO_TEST_CASE(the_limit_of_one_source_does_not_explain_what_another_lists_no_more)
{
    published[0].source = "hub+index";
    answer("hub", coverage_kind::limited);
    answer("index", coverage_kind::complete);
    BOOST_TEST(!found().at(0).is_limited);
    BOOST_TEST(since() == today);
    sources[1].kind = coverage_kind::limited;
    BOOST_TEST(found().at(0).is_limited);
    sources[1].kind = coverage_kind::narrower;
    BOOST_TEST(found().at(0).is_limited);
    sources[1].kind = coverage_kind::unknown;
    BOOST_TEST(!found().at(0).is_limited);
    BOOST_TEST(since() == "");
}

// A list in another order fills up to its limit one night: that explains nothing of before.
BOOST_AUTO_TEST_CASE(what_is_missed_stays_so_when_a_limit_may_explain_it_later)
{
    sources.push_back({"hub", coverage_kind::cut, {}, {"a/a"}});
    before = {{"a/a", "2026-11-18", true}};
    BOOST_TEST(!found().at(0).is_limited);
    BOOST_TEST(since() == "2026-11-18");
    // On the nights before nobody could tell.
    before[0].since.clear();
    BOOST_TEST(found().at(0).is_limited);
}

BOOST_AUTO_TEST_CASE(an_entry_taken_out_of_the_catalog_goes_at_once)
{
    published[0].source = "catalog";
    answer("hub", coverage_kind::complete);
    BOOST_TEST(goes_at_once());
    published[0].source.reset();
    BOOST_TEST(goes_at_once());
}

BOOST_AUTO_TEST_CASE(the_file_reads_back)
{
    const std::vector<unlisted_model> models = {
        {"a/a", "2026-11-11", true, "", 2, true},
        {"b/b", "", false},
        {"c/c", "2026-11-11", false, "2026-11-12", 0, false, true}};
    const auto text = write_unlisted(models);

    BOOST_TEST(text == R"([
  {
    "model_id": "a/a",
    "unlisted_since": "2026-11-11",
    "paused_days": 2,
    "grace_is_over": true
  },
  {
    "model_id": "b/b",
    "confirmed": false
  },
  {
    "model_id": "c/c",
    "unlisted_since": "2026-11-11",
    "confirmed": false,
    "paused_since": "2026-11-12",
    "limit_may_explain": true
  }
]
)");
    const auto read = read_unlisted(text);
    BOOST_TEST_REQUIRE(read.has_value());
    BOOST_TEST((*read == models));
    for (const auto* wrong :
         {R"({})",
          R"([{}])",
          R"([{"model_id": "a", "unlisted_since": "soon"}])",
          R"([{"model_id": "a", "paused_since": "soon"}])",
          R"([{"model_id": "a", "paused_days": -1}])",
          R"([{"model_id": "a", "paused_days": 4294967297}])",
          R"([{"model_id": "a", "since": "2026-11-11"}])"})
        BOOST_TEST(read_unlisted(wrong).has_error(), wrong);
}

BOOST_AUTO_TEST_SUITE_END()
