#include "sources/choose_listing.hpp"
#include "support/record_of.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster;
using test::add;
using test::listed_model;
using test::owned;
using test::table_of;

namespace {

listing_snapshot said(std::size_t models, std::string date, std::string limit = "0")
{
    listing_snapshot out;
    out.date = std::move(date);
    out.options = {{"limit", std::move(limit)}};
    out.published.plugin = "hub";
    out.published.label = "label";
    for (std::size_t i = 0; i < models; ++i)
    {
        listed_model model;
        model.model_id = "a/" + std::to_string(i);
        add(out.published.models, model);
    }
    return out;
}

fetched_listing fetched(std::size_t models, verdict outcome = verdict::ok, std::string limit = "0")
{
    fetched_listing out;
    out.request = said(models, "2026-06-02T00:00:00Z", std::move(limit));
    out.outcome = outcome;
    if (outcome != verdict::ok)
        out.reason = "said why";
    return out;
}

const listing_snapshot earlier = said(10, "2026-06-01T00:00:00Z");

listing_policy without_stale()
{
    listing_policy policy;
    policy.may_use_stale = false;
    return policy;
}

constexpr verdict failures[] = {
    verdict::partial, verdict::failed, verdict::crashed, verdict::timed_out};

}  // namespace

BOOST_AUTO_TEST_SUITE(choose_listing_test)

BOOST_AUTO_TEST_CASE(a_whole_listing_is_used_and_kept)
{
    const auto out = choose_listing(fetched(9), &earlier, {});

    BOOST_TEST(to_string(out.outcome) == "ok");
    BOOST_TEST(to_string(out.used_as) == "fresh");
    BOOST_TEST(out.used.models.size() == 9u);
    BOOST_TEST(out.since == "2026-06-02T00:00:00Z");
    BOOST_TEST(out.reason.empty());
    BOOST_TEST_REQUIRE(out.keep.has_value());
    BOOST_TEST(out.keep->published.models.size() == 9u);
}

BOOST_AUTO_TEST_CASE(names_alone_are_a_listing_of_a_source_that_tells_no_ids)
{
    const auto of_names = [](std::size_t count, const char* date) {
        auto made = said(0, date);
        for (std::size_t i = 0; i < count; ++i)
            add(made.published.models, test::named("lab/" + std::to_string(i)));
        return made;
    };
    fetched_listing now;
    now.request = of_names(4, "2026-06-02T00:00:00Z");
    listing_policy policy;
    BOOST_TEST(to_string(choose_listing(now, nullptr, policy).outcome) == "empty");

    policy.names_count = true;
    const auto out = choose_listing(now, nullptr, policy);
    BOOST_TEST(to_string(out.outcome) == "ok");
    BOOST_TEST(out.used.models.size() == 4u);
    BOOST_TEST(out.keep.has_value());

    const auto before = of_names(10, "2026-06-01T00:00:00Z");
    BOOST_TEST(to_string(choose_listing(now, &before, policy).outcome) == "shrunk");
    now.request.published.models = {};
    BOOST_TEST(to_string(choose_listing(now, &before, policy).outcome) == "empty");
}

BOOST_AUTO_TEST_CASE(the_first_listing_ever_is_kept)
{
    BOOST_TEST(choose_listing(fetched(1), nullptr, {}).keep.has_value());
}

BOOST_AUTO_TEST_CASE(a_listing_that_says_the_same_is_not_kept_for_its_date)
{
    const auto out = choose_listing(fetched(10), &earlier, {});

    BOOST_TEST(to_string(out.used_as) == "fresh");
    BOOST_TEST(!out.keep.has_value());
}

BOOST_AUTO_TEST_CASE(h19_a_listing_of_what_are_no_ids_is_empty_and_not_kept)
{
    auto odd = fetched(1);
    odd.request.published.models = table_of({test::with_id("no id")});
    for (const auto& policy : {listing_policy(), without_stale()})
    {
        const auto out = choose_listing(odd, &earlier, policy);

        BOOST_TEST(to_string(out.outcome) == "empty");
        BOOST_TEST(!out.keep.has_value());
    }
}

BOOST_AUTO_TEST_CASE(the_last_good_listing_stands_in_for_one_that_failed)
{
    for (const auto outcome : failures)
    {
        const auto out = choose_listing(fetched(3, outcome), &earlier, {});

        BOOST_TEST(to_string(out.outcome) == to_string(outcome));
        BOOST_TEST(to_string(out.used_as) == "stale");
        BOOST_TEST(out.used.models.size() == 10u);
        BOOST_TEST(out.since == "2026-06-01T00:00:00Z");
        BOOST_TEST(out.reason == "said why");
        BOOST_TEST(!out.keep.has_value());
    }
}

BOOST_AUTO_TEST_CASE(without_a_last_good_listing_what_came_is_used_and_not_kept)
{
    for (const auto outcome : failures)
    {
        const auto out = choose_listing(fetched(3, outcome), nullptr, {});

        BOOST_TEST(to_string(out.outcome) == to_string(outcome));
        BOOST_TEST(to_string(out.used_as) == "fresh");
        BOOST_TEST(out.used.models.size() == 3u);
        BOOST_TEST(!out.keep.has_value());
    }
}

BOOST_AUTO_TEST_CASE(without_anything_nothing_is_used)
{
    const auto out = choose_listing(fetched(0, verdict::failed), nullptr, {});

    BOOST_TEST(to_string(out.used_as) == "none");
    BOOST_TEST(out.used.models.empty());
    BOOST_TEST(out.used.plugin == "hub");
    BOOST_TEST(out.since.empty());
}

BOOST_AUTO_TEST_CASE(an_answer_without_models_is_empty)
{
    auto nameless = fetched(1);
    nameless.request.published.models = table_of({listed_model()});

    const auto out = choose_listing(std::move(nameless), &earlier, {});

    BOOST_TEST(to_string(out.outcome) == "empty");
    BOOST_TEST(to_string(out.used_as) == "stale");
    BOOST_TEST(
        out.reason == "it returned no models (if that stays so: --skip hub leaves the source out)"
    );
}

BOOST_AUTO_TEST_CASE(an_empty_answer_is_never_kept)
{
    BOOST_TEST(!choose_listing(fetched(0), nullptr, {}).keep.has_value());
    BOOST_TEST(!choose_listing(fetched(0), &earlier, without_stale()).keep.has_value());
}

BOOST_AUTO_TEST_CASE(half_may_be_gone_and_no_more)
{
    BOOST_TEST(to_string(choose_listing(fetched(5), &earlier, {}).outcome) == "ok");
    const auto out = choose_listing(fetched(4), &earlier, {});

    BOOST_TEST(to_string(out.outcome) == "shrunk");
    BOOST_TEST(to_string(out.used_as) == "stale");
    BOOST_TEST(
        out.reason == "60 % of the models it listed on 2026-06-01 are gone (--max-shrink allows "
                      "50 %; --no-stale takes the listing as it is, muster accept --source hub "
                      "--why TEXT for good)"
    );
}

BOOST_AUTO_TEST_CASE(a_person_says_how_much_may_be_gone)
{
    listing_policy policy;
    policy.max_shrink = 0.9;
    BOOST_TEST(to_string(choose_listing(fetched(1), &earlier, policy).outcome) == "ok");
    policy.max_shrink = 0;
    BOOST_TEST(to_string(choose_listing(fetched(9), &earlier, policy).outcome) == "shrunk");
}

BOOST_AUTO_TEST_CASE(fewer_models_because_fewer_were_asked_for_are_no_shrinking)
{
    const auto out = choose_listing(fetched(1, verdict::ok, "1"), &earlier, {});

    BOOST_TEST(to_string(out.outcome) == "ok");
    BOOST_TEST(out.used.models.size() == 1u);
}

BOOST_AUTO_TEST_CASE(fewer_than_were_asked_for_are_shrinking_whatever_the_limit)
{
    listing_policy policy;
    policy.record_limit = 6;
    const auto out = choose_listing(fetched(2, verdict::ok, "6"), &earlier, policy);

    BOOST_TEST(to_string(out.outcome) == "shrunk");
    BOOST_TEST(to_string(out.used_as) == "stale");
    BOOST_TEST(out.used.models.size() == 6u);
    BOOST_TEST(
        out.reason ==
        "67 % of the first 6 models it listed on 2026-06-01 are gone (--max-shrink allows "
        "50 %; --no-stale takes the listing as it is, muster accept --source hub --why TEXT for "
        "good)"
    );
}

BOOST_AUTO_TEST_CASE(a_larger_limit_is_judged_by_what_the_smaller_one_gave)
{
    const auto few = said(6, "2026-06-01T00:00:00Z", "6");
    for (const auto* limit : {"0", "500"})
    {
        const auto shrunk = choose_listing(fetched(2, verdict::ok, limit), &few, {});
        BOOST_TEST(to_string(shrunk.outcome) == "shrunk");
        BOOST_TEST(!shrunk.keep.has_value());

        const auto grown = choose_listing(fetched(20, verdict::ok, limit), &few, {});
        BOOST_TEST(to_string(grown.outcome) == "ok");
        BOOST_TEST_REQUIRE(grown.keep.has_value());
        BOOST_TEST(grown.keep->published.models.size() == 20u);
    }
}

// While a listing lost models night by night, its limit let in others in their place.
struct eroded_fixture
{
    listing_snapshot eroded =
        popular({{"a/0", 90}, {"b/0", 8}, {"b/1", 7}, {"b/2", 6}}, "2026-06-01T00:00:00Z");
    fetched_listing now = {};
    listing_policy policy = {};

    eroded_fixture()
    {
        policy.record_limit = 4;
        eroded.missed = {{"a/1", "2026-05-30"}, {"a/2", "2026-05-31"}, {"a/3", "2026-06-01"}};
        lists({{"a/0", 90}, {"A/1", 80}, {"a/2", 70}, {"a/3", 60}});
    }

    static listing_snapshot
    popular(const std::vector<std::pair<std::string, double>>& models, const char* date)
    {
        auto made = said(0, date, "4");
        for (const auto& [id, popularity] : models)
        {
            listed_model model;
            model.model_id = id;
            model.popularity = popularity;
            add(made.published.models, model);
        }
        return made;
    }

    void lists(const std::vector<std::pair<std::string, double>>& models)
    {
        now.request = popular(models, "2026-06-02T00:00:00Z");
    }

    std::string verdict_now() const
    {
        return std::string(to_string(choose_listing(now, &eroded, policy).outcome));
    }
};

BOOST_FIXTURE_TEST_CASE(what_models_that_come_back_push_below_the_limit_is_not_lost, eroded_fixture)
{
    BOOST_TEST(verdict_now() == "ok");
    // One that came back pushes one out.
    eroded.missed = {{"a/1", "2026-05-30"}};
    BOOST_TEST(verdict_now() == "ok");
    policy.max_shrink = 0.49;
    BOOST_TEST(verdict_now() == "shrunk");
}

// A filter that is ignored gives the most popular of all.
BOOST_FIXTURE_TEST_CASE(models_that_it_never_listed_are_another_listing, eroded_fixture)
{
    eroded.missed.clear();
    BOOST_TEST(verdict_now() == "shrunk");
    eroded.missed = {{"a/8", "2026-05-30"}, {"a/9", "2026-05-30"}};
    BOOST_TEST(verdict_now() == "shrunk");
}

BOOST_FIXTURE_TEST_CASE(only_what_is_below_the_cut_was_pushed_out, eroded_fixture)
{
    lists({{"a/0", 90}, {"a/1", 80}, {"a/2", 5}, {"a/3", 4}});
    BOOST_TEST(verdict_now() == "shrunk");
    // Nothing is by a listing that is not full.
    lists({{"a/0", 90}, {"a/1", 80}, {"a/2", 70}});
    BOOST_TEST(verdict_now() == "shrunk");
}

// Of an owner with several tasks: the three first of nine are all of one task.
BOOST_AUTO_TEST_CASE(where_lists_share_a_limit_the_beginning_is_not_what_a_smaller_one_gives)
{
    const auto many = said(9, "2026-06-01T00:00:00Z", "9");
    auto few = fetched(0, verdict::ok, "3");
    for (const auto* id : {"a/0", "a/4", "a/8"})
        add(few.request.published.models, test::with_id(id));
    listing_policy policy;
    policy.record_limit = 3;
    BOOST_TEST(to_string(choose_listing(few, &many, policy).outcome) == "shrunk");
    policy.is_limit_shared = true;
    BOOST_TEST(to_string(choose_listing(few, &many, policy).outcome) == "ok");
    // A larger limit gives all that the smaller one gave.
    policy.record_limit = 9;
    few.request.options = {{"limit", "9"}};
    const auto other = said(5, "2026-06-01T00:00:00Z", "5");
    BOOST_TEST(to_string(choose_listing(few, &other, policy).outcome) == "shrunk");
}

BOOST_AUTO_TEST_CASE(a_limit_that_lasts_is_judged_by_its_own_listings)
{
    auto now = fetched(6, verdict::ok, "6");
    now.request.published.models = {};
    for (int i = 0; i < 6; ++i)
        add(now.request.published.models, test::with_id("a/" + std::to_string(i) + "-v2"));
    listing_policy lenient;
    lenient.max_shrink = 1;
    const auto first = choose_listing(now, &earlier, lenient);
    BOOST_TEST_REQUIRE(first.keep.has_value());
    BOOST_TEST(first.keep->published.models.size() == 10u);

    now.request.date = "2026-06-03T00:00:00Z";
    const auto second = choose_listing(now, &*first.keep, {});
    BOOST_TEST(to_string(second.outcome) == "ok");
    BOOST_TEST(!second.keep.has_value());
    now.request.published.models = table_of({test::with_id("a/0-v2"), test::with_id("a/1-v2")});
    const auto shrunk = choose_listing(now, &*first.keep, {});
    BOOST_TEST(to_string(shrunk.outcome) == "shrunk");
    BOOST_TEST(shrunk.since == "2026-06-02T00:00:00Z");
    BOOST_TEST(shrunk.used.models.size() == 6u);
    BOOST_TEST(shrunk.used.models[0].model_id == "a/0-v2");
}

BOOST_AUTO_TEST_CASE(after_a_smaller_limit_the_wide_listing_still_stands_in)
{
    auto now = fetched(6, verdict::ok, "6");
    auto models = owned(now.request.published.models);
    models[0].popularity = 7;
    now.request.published.models = table_of(models);
    const auto narrow = choose_listing(now, &earlier, {});
    BOOST_TEST_REQUIRE(narrow.keep.has_value());

    const auto failed = choose_listing(fetched(0, verdict::failed), &*narrow.keep, {});
    BOOST_TEST(failed.used.models.size() == 10u);
    BOOST_TEST(failed.since == "2026-06-01T00:00:00Z");
    const auto whole = choose_listing(fetched(10), &*narrow.keep, {});
    BOOST_TEST_REQUIRE(whole.keep.has_value());
    BOOST_TEST(whole.keep->smaller_snapshots.empty());
}

BOOST_AUTO_TEST_CASE(what_stands_in_is_cut_to_the_present_limit)
{
    listing_policy policy;
    policy.record_limit = 2;
    const auto out = choose_listing(fetched(0, verdict::failed, "2"), &earlier, policy);

    BOOST_TEST(to_string(out.used_as) == "stale");
    BOOST_TEST(out.used.models.size() == 2u);
}

BOOST_AUTO_TEST_CASE(a_listing_of_something_else_cannot_stand_in)
{
    auto other = earlier;
    other.options.emplace_back("task", "text2text-generation");
    const auto out = choose_listing(fetched(0, verdict::failed), &other, {});

    BOOST_TEST(to_string(out.used_as) == "none");
}

BOOST_AUTO_TEST_CASE(without_stale_what_came_is_taken_and_shrinking_is_not_judged)
{
    for (const auto outcome : failures)
        BOOST_TEST(
            to_string(choose_listing(fetched(3, outcome), &earlier, without_stale()).used_as) ==
            "fresh"
        );
    BOOST_TEST(
        to_string(choose_listing(fetched(0, verdict::failed), &earlier, without_stale()).used_as) ==
        "none"
    );
    const auto shrunk = choose_listing(fetched(1), &earlier, without_stale());

    BOOST_TEST(to_string(shrunk.outcome) == "ok");
    BOOST_TEST(shrunk.used.models.size() == 1u);
    BOOST_TEST(shrunk.keep.has_value());
}

BOOST_AUTO_TEST_CASE(a_source_that_is_disabled_gives_nothing)
{
    const auto out = choose_listing(fetched(0, verdict::disabled), &earlier, {});

    BOOST_TEST(to_string(out.used_as) == "none");
    BOOST_TEST(out.used.models.empty());
}

BOOST_AUTO_TEST_CASE(a_source_whose_plugin_may_not_run_leaves_its_last_good_listing)
{
    const auto out = choose_listing(fetched(0, verdict::untrusted), &earlier, {});

    BOOST_TEST(to_string(out.outcome) == "untrusted");
    BOOST_TEST(to_string(out.used_as) == "stale");
}

BOOST_AUTO_TEST_CASE(a_gap_that_a_person_accepted_is_no_part_until_it_closes)
{
    listing_policy policy;
    policy.accepted = accepted_listing{"2026-06-01T12:00:00Z", 10, 2};
    const auto lacking = [](std::uint64_t rows) {
        auto out = fetched(10, verdict::partial);
        out.missing = rows;
        return out;
    };
    auto out = choose_listing(lacking(2), &earlier, policy);
    BOOST_TEST(to_string(out.outcome) == "ok");
    BOOST_TEST(
        out.reason == "2 rows fewer than the service says it has, as accepted on 2026-06-01"
    );
    BOOST_TEST_REQUIRE(out.keep.has_value());
    BOOST_TEST(out.keep->missing == 2u);
    const auto lacked = *out.keep;
    BOOST_TEST(to_string(choose_listing(lacking(1), &lacked, policy).outcome) == "ok");
    // A larger gap is another matter.
    out = choose_listing(lacking(3), &lacked, policy);
    BOOST_TEST(to_string(out.outcome) == "partial");
    BOOST_TEST(out.reason.starts_with("said why; muster accept --source hub "), out.reason);

    // All came once: what was accepted is over.
    out = choose_listing(fetched(10), &lacked, policy);
    BOOST_TEST_REQUIRE(out.keep.has_value());
    BOOST_TEST(out.keep->missing == 0u);
    const auto in_full = *out.keep;
    BOOST_TEST(to_string(choose_listing(lacking(2), &in_full, policy).outcome) == "partial");
}

BOOST_AUTO_TEST_CASE(an_accepted_gap_closes_with_the_listing_that_was_known_before)
{
    listing_policy policy;
    policy.accepted = accepted_listing{"2026-06-01T12:00:00Z", 8, 2};
    // In full, and as it was before the acceptance.
    auto out = choose_listing(fetched(10), &earlier, policy);
    BOOST_TEST_REQUIRE(out.keep.has_value());
    BOOST_TEST(out.keep->date == "2026-06-02T00:00:00Z");
    const auto in_full = *out.keep;

    auto lacking = fetched(10, verdict::partial);
    lacking.missing = 2;
    lacking.request.date = "2026-06-03T00:00:00Z";
    BOOST_TEST(to_string(choose_listing(lacking, &in_full, policy).outcome) == "partial");
}

BOOST_AUTO_TEST_CASE(a_question_about_a_part_may_be_answered_with_nothing)
{
    listing_policy policy;
    policy.may_be_empty = true;
    auto out = choose_listing(fetched(0), &earlier, policy);
    BOOST_TEST(to_string(out.outcome) == "ok");
    BOOST_TEST(to_string(out.used_as) == "fresh");
    BOOST_TEST(out.since == "2026-06-02T00:00:00Z");
    BOOST_TEST(out.used.models.empty());
    BOOST_TEST(out.reason == "it lists no model any more; on 2026-06-01 it listed 10");
    BOOST_TEST_REQUIRE(out.keep.has_value());
    const auto nothing = *out.keep;

    // What was there before stands in for a failure no more.
    out = choose_listing(fetched(0, verdict::failed), &nothing, policy);
    BOOST_TEST(to_string(out.outcome) == "failed");
    BOOST_TEST(out.used.models.empty());
    // Not every month anew, and nothing is fewer than nothing.
    auto later = fetched(0);
    later.request.date = "2026-07-20T00:00:00Z";
    out = choose_listing(later, &nothing, policy);
    BOOST_TEST(out.reason == "");
    BOOST_TEST(!out.keep.has_value());
    out = choose_listing(fetched(1), &nothing, policy);
    BOOST_TEST(to_string(out.outcome) == "ok");
    BOOST_TEST(out.reason == "");
}

BOOST_AUTO_TEST_CASE(the_first_answer_about_a_part_may_be_nothing_too)
{
    listing_policy policy;
    policy.may_be_empty = true;
    const auto out = choose_listing(fetched(0), nullptr, policy);
    BOOST_TEST(to_string(out.outcome) == "ok");
    BOOST_TEST(out.reason == "it lists no model");
    // Kept: the next answer is compared with it.
    BOOST_TEST(out.keep.has_value());
}

BOOST_AUTO_TEST_CASE(rows_that_cannot_be_understood_are_no_answer_of_nothing)
{
    listing_policy policy;
    policy.may_be_empty = true;
    auto odd = fetched(0);
    odd.received = 7;
    BOOST_TEST(to_string(choose_listing(odd, &earlier, policy).outcome) == "empty");
}

BOOST_AUTO_TEST_SUITE_END()
