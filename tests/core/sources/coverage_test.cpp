#include "sources/coverage.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster;

namespace {

using rows = std::vector<std::pair<std::string, double>>;

listing listing_of(const rows& models)
{
    listing out;
    out.label = "hub";
    for (const auto& [id, popularity] : models)
    {
        record one;
        one.model_id = id;
        one.popularity = popularity;
        out.models.add(one);
    }
    return out;
}

struct coverage_fixture
{
    chosen_listing chosen = {};
    listing_snapshot asked = {};
    listing_snapshot kept = {};
    listing_policy policy = {};

    coverage_fixture()
    {
        chosen.used = listing_of({{"a/a", 3}});
        chosen.used_as = usage::fresh;
        limit(0);
    }

    void limit(unsigned limit)
    {
        asked.options = kept.options = {{"limit", std::to_string(limit)}, {"task", "text"}};
        policy.record_limit = limit;
    }

    void limit_rows(unsigned rows)
    {
        asked.options[0].second = std::to_string(rows);
        policy.record_limit = rows;
    }

    coverage_kind kind() const { return coverage_of(chosen, asked, &kept, policy).kind; }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(coverage_test, coverage_fixture)

BOOST_AUTO_TEST_CASE(a_whole_answer_to_the_same_request_is_complete)
{
    BOOST_TEST((kind() == coverage_kind::complete));
    kept.options[0].second = "10";
    BOOST_TEST((kind() == coverage_kind::complete));
    BOOST_TEST(coverage_of(chosen, asked, &kept, policy).label == "hub");
}

BOOST_AUTO_TEST_CASE(whoever_asks_for_less_gets_less)
{
    limit(10);
    kept.options[0].second = "500";
    // The limit explains what ranks below the last that it lets in, and nothing above.
    limit_rows(1);
    kept.published = listing_of({{"a/a", 3}, {"a/gone", 5}, {"a/low", 2}});
    const auto found = coverage_of(chosen, asked, &kept, policy);
    BOOST_TEST((found.kind == coverage_kind::cut));
    BOOST_TEST((found.above_the_cut == std::set<std::string>{"a/gone"}));
}

// Only an option that cuts by number can leave rows out by a person's choice.
BOOST_AUTO_TEST_CASE(whoever_asks_for_something_else_leaves_nothing_out)
{
    asked.options[1].second = "images";
    BOOST_TEST((kind() == coverage_kind::unknown));
}

BOOST_AUTO_TEST_CASE(of_an_option_that_narrows_the_smaller_number_asks_for_less)
{
    policy.narrowing = {"limit", "top"};
    const auto kind_from = [this](const char* before, const char* now) {
        kept.options = {{"limit", "0"}, {"top", before}};
        asked.options = {{"limit", "0"}, {"top", now}};
        return kind();
    };
    BOOST_TEST((kind_from("500", "100") == coverage_kind::narrower));
    BOOST_TEST((kind_from("0", "100") == coverage_kind::narrower));
    BOOST_TEST((kind_from("100", "500") == coverage_kind::complete));
    BOOST_TEST((kind_from("100", "0") == coverage_kind::complete));
    policy.narrowing = {"limit"};
    BOOST_TEST((kind_from("500", "100") == coverage_kind::unknown));
}

// For each limit the last listing made with it counts, and not the widest that ever was.
BOOST_AUTO_TEST_CASE(a_wider_listing_of_long_ago_is_not_the_measure)
{
    limit(2);
    auto wider = kept;
    wider.options[0].second = "0";
    wider.published = listing_of({{"a/a", 9}, {"a/b", 8}, {"a/long-ago", 7}});
    kept.published = listing_of({{"a/a", 9}, {"a/gone", 8}});
    wider.smaller_snapshots = {kept};
    chosen.used = listing_of({{"a/a", 9}, {"a/new", 6}});
    const auto found = coverage_of(chosen, asked, &wider, policy);

    BOOST_TEST((found.kind == coverage_kind::cut));
    BOOST_TEST((found.above_the_cut == std::set<std::string>{"a/gone"}));
}

// Indexes of vendors rank by nothing.
BOOST_AUTO_TEST_CASE(without_popularity_the_order_of_the_list_counts)
{
    limit(3);
    const auto list = [](const std::vector<std::string>& ids) {
        listing out;
        out.label = "hub";
        for (const auto& id : ids)
        {
            record one;
            one.model_id = id;
            out.models.add(one);
        }
        return out;
    };
    kept.published = list({"a/gone", "a/a", "a/b"});
    chosen.used = list({"a/a", "a/b", "a/c"});
    auto found = coverage_of(chosen, asked, &kept, policy);
    BOOST_TEST((found.kind == coverage_kind::cut));
    BOOST_TEST((found.above_the_cut == std::set<std::string>{"a/gone"}));

    // A new one at the top moves the last one below the cut.
    chosen.used = list({"a/new", "a/gone", "a/a"});
    found = coverage_of(chosen, asked, &kept, policy);
    BOOST_TEST(found.above_the_cut.empty());
}

BOOST_AUTO_TEST_CASE(an_option_that_one_side_lacks_is_nobodys_choice)
{
    kept.options = {{"limit", "0"}};
    BOOST_TEST((kind() == coverage_kind::unknown));
}

BOOST_AUTO_TEST_CASE(what_is_old_says_nothing_of_what_is_missing)
{
    chosen.outcome = verdict::old;
    BOOST_TEST((kind() == coverage_kind::unknown));
    policy.may_use_stale = false;
    BOOST_TEST((kind() == coverage_kind::unknown));
}

BOOST_AUTO_TEST_CASE(what_did_not_come_whole_says_nothing)
{
    chosen.outcome = verdict::partial;
    BOOST_TEST((kind() == coverage_kind::unknown));
    chosen.used_as = usage::stale;
    BOOST_TEST((kind() == coverage_kind::unknown));
    policy.may_use_stale = false;
    BOOST_TEST((kind() == coverage_kind::narrower));
}

BOOST_AUTO_TEST_CASE(a_first_listing_is_compared_with_nothing)
{
    BOOST_TEST((coverage_of(chosen, asked, nullptr, policy).kind == coverage_kind::unknown));
}

BOOST_AUTO_TEST_CASE(a_limit_explains_only_what_ranked_below_it)
{
    limit(2);
    kept.published = listing_of({{"a/a", 9}, {"a/gone", 8}, {"a/low", 5}});
    chosen.used = listing_of({{"A/a", 9}, {"a/new", 6}});
    const auto found = coverage_of(chosen, asked, &kept, policy);

    BOOST_TEST((found.kind == coverage_kind::cut));
    BOOST_TEST((found.above_the_cut == std::set<std::string>{"a/gone"}));

    // One row fewer than the limit: the listing has ended by itself.
    chosen.used = listing_of({{"a/a", 9}});
    BOOST_TEST((kind() == coverage_kind::complete));
}

// Two that pass each other at the cut are no loss.
BOOST_AUTO_TEST_CASE(what_was_hardly_above_the_cut_may_be_below_it_now)
{
    limit(2);
    kept.published = listing_of({{"a/a", 1000}, {"a/close", 910}});
    chosen.used = listing_of({{"a/a", 1000}, {"a/new", 902}});
    auto found = coverage_of(chosen, asked, &kept, policy);
    BOOST_TEST(found.above_the_cut.empty());
    BOOST_TEST((found.near_the_cut == std::set<std::string>{"a/close"}));

    kept.published = listing_of({{"a/a", 1200}, {"a/far", 1100}});
    found = coverage_of(chosen, asked, &kept, policy);
    BOOST_TEST((found.above_the_cut == std::set<std::string>{"a/far"}));
    BOOST_TEST(found.near_the_cut.empty());

    // Of a lower limit it is the user's choice.
    kept.published = listing_of({{"a/a", 1000}, {"a/close", 910}});
    kept.options[0].second = "5";
    BOOST_TEST(coverage_of(chosen, asked, &kept, policy).near_the_cut.empty());
}

// Another question may explain the silence of all of them together.
BOOST_AUTO_TEST_CASE(each_question_of_several_says_what_it_lists_no_more)
{
    policy.is_one_of_several = true;
    kept.published = listing_of({{"a/a", 9}, {"A/Gone", 8}});
    auto found = coverage_of(chosen, asked, &kept, policy);
    BOOST_TEST((found.kind == coverage_kind::complete));
    BOOST_TEST((found.above_the_cut == std::set<std::string>{"a/gone"}));
    BOOST_TEST(found.near_the_cut.empty());

    // In an order of another kind the limit may explain it.
    limit(1);
    asked.start = {"https://hub/one", "https://hub/two"};
    found = coverage_of(chosen, asked, &kept, policy);
    BOOST_TEST((found.kind == coverage_kind::cut));
    BOOST_TEST(found.above_the_cut.empty());
    BOOST_TEST((found.near_the_cut == std::set<std::string>{"a/gone"}));
}

BOOST_AUTO_TEST_CASE(ranks_that_do_not_exist_explain_everything)
{
    limit(1);
    kept.published = listing_of({{"a/gone", 0}});
    chosen.used = listing_of({{"a/a", 0}});
    BOOST_TEST(coverage_of(chosen, asked, &kept, policy).above_the_cut.empty());
}

// A service that ignores what it is asked for lists more popular models of another kind.
BOOST_AUTO_TEST_CASE(many_that_fall_below_the_cut_in_one_night_may_be_another_list)
{
    limit(10);
    rows before;
    for (int i = 0; i < 10; ++i)
        before.emplace_back("a/" + std::to_string(i), 100 - i);
    kept.published = listing_of(before);
    auto now = before;
    now.pop_back();
    now.insert(now.begin(), {"b/new", 500});
    chosen.used = listing_of(now);
    BOOST_TEST(coverage_of(chosen, asked, &kept, policy).near_the_cut.empty());

    now.pop_back();
    now.insert(now.begin(), {"b/newer", 600});
    chosen.used = listing_of(now);
    const auto near = coverage_of(chosen, asked, &kept, policy).near_the_cut;
    BOOST_TEST((near == std::set<std::string>{"a/8", "a/9"}));
    // Whoever lowers the limit has chosen that.
    kept.options[0].second = "20";
    BOOST_TEST(coverage_of(chosen, asked, &kept, policy).near_the_cut.empty());
}

BOOST_AUTO_TEST_CASE(a_limit_that_does_not_cut_by_popularity_says_nothing_of_what_is_missing)
{
    limit(3);
    chosen.used = listing_of({{"a/a", 9}, {"a/b", 7}, {"a/c", 5}});
    kept.published = listing_of({{"a/gone", 8}});
    BOOST_TEST((kind() == coverage_kind::cut));

    asked.start = {"https://hub/one", "https://hub/two"};
    const auto of_two = coverage_of(chosen, asked, &kept, policy);
    BOOST_TEST(of_two.above_the_cut.empty());
    BOOST_TEST((of_two.near_the_cut == std::set<std::string>{"a/gone"}));
    asked.start.pop_back();
    BOOST_TEST(!coverage_of(chosen, asked, &kept, policy).above_the_cut.empty());
    policy.is_limit_shared = true;
    BOOST_TEST(coverage_of(chosen, asked, &kept, policy).above_the_cut.empty());
    policy.is_limit_shared = false;
    // The newest first, say.
    chosen.used = listing_of({{"a/a", 5}, {"a/b", 9}, {"a/c", 7}});
    const auto newest = coverage_of(chosen, asked, &kept, policy);
    BOOST_TEST(newest.above_the_cut.empty());
    BOOST_TEST((newest.near_the_cut == std::set<std::string>{"a/gone"}));
    // Whoever lowers the limit has chosen what goes, in whichever order.
    kept.options[0].second = "5";
    BOOST_TEST(coverage_of(chosen, asked, &kept, policy).near_the_cut.empty());
    // What came whole was not cut.
    limit(4);
    BOOST_TEST((kind() == coverage_kind::complete));
}

BOOST_AUTO_TEST_SUITE_END()
