#include "run/join_questions.hpp"
#include "support/record_of.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>

using namespace muster;
using namespace std::chrono_literals;
using test::add;
using strings = std::vector<std::string>;

namespace {

answered_question answered(const std::string& words, const strings& ids)
{
    answered_question out;
    out.words = words;
    out.used.plugin = "hub";
    for (const auto& id : ids)
        add(out.used.models, test::with_id(id));
    out.report.name = "hub";
    out.report.used_as = usage::fresh;
    out.report.since = "2026-06-02T00:00:00Z";
    out.report.models = ids.size();
    out.report.listed = ids.size();
    out.coverage.kind = coverage_kind::complete;
    return out;
}

answered_question with_outcome(verdict outcome)
{
    auto out = answered("one", {"a/b"});
    out.report.outcome = outcome;
    return out;
}

source_report joined(std::vector<answered_question> all)
{
    return join_questions(std::move(all)).report;
}

std::string verdict_of(verdict a, verdict b)
{
    return std::string(to_string(joined({with_outcome(a), with_outcome(b)}).outcome));
}

std::string usage_of(usage a, usage b)
{
    auto one = answered("", {});
    auto other = one;
    one.report.used_as = a;
    other.report.used_as = b;
    return std::string(to_string(joined({one, other}).used_as));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(join_questions_test)

BOOST_AUTO_TEST_CASE(a_single_question_is_the_source)
{
    auto alone = answered("task other", {"a/one"});
    alone.report.promised = 3;
    alone.report.missing = 2;
    alone.report.reason = "so it is";
    alone.report.line = {{"2026-06-01", 1, 1}};
    alone.report.questions = {{.start = "https://s.example/1"}};
    const auto out = join_questions({alone});

    BOOST_TEST(out.used.models.size() == 1u);
    BOOST_TEST(out.report.questions.empty());
    BOOST_TEST(out.report.promised.value() == 3u);
    BOOST_TEST(out.report.missing.value() == 2u);
    BOOST_TEST(out.report.reason == "so it is");
    BOOST_TEST(out.report.line.size() == 1u);
}

BOOST_AUTO_TEST_CASE(the_rows_of_all_follow_each_other_with_their_facts)
{
    auto first = answered("", {"a/one", "b/two"});
    first.used.rejected = {{"row 1", "is bad"}};
    auto second = answered("task other", {});
    auto row = test::with_id("a/one");
    row.popularity = 7;
    row.tags = {"x", "y"};
    row.facts.commit = "c0";
    row.facts.gated = "manual";
    row.facts.safetensors = {{"BF16", 5}};
    row.facts.safetensors_total = 5;
    row.facts.gguf_total = 6;
    add(second.used.models, row);
    second.used.rejected = {{"row 2", "is worse"}};
    const auto out = join_questions({first, second});

    BOOST_TEST_REQUIRE(out.used.models.size() == 3u);
    BOOST_TEST(out.used.models[1].model_id == "b/two");
    BOOST_TEST((test::owned(out.used.models)[2] == row));
    BOOST_TEST_REQUIRE(out.used.rejected.size() == 2u);
    BOOST_TEST(out.used.rejected[1].where == "row 2");
}

BOOST_AUTO_TEST_CASE(what_was_spent_and_listed_adds_up)
{
    auto first = answered("", {"a/one"});
    first.report.progress = {1, 2, {3, 4, 5}};
    first.report.took = 20ms;
    first.report.skipped = 1;
    first.report.content_date = "2026-05-03";
    first.report.rejected = {{"row 1", "is bad"}};
    auto second = answered("task other", {"a/two", "a/three"});
    second.report.progress = {10, 20, {30, 40, 50}};
    second.report.took = 22ms;
    second.report.skipped = 2;
    second.report.content_date = "2026-05-01";
    second.report.since = "2026-05-30T00:00:00Z";
    second.report.rejected = {{"row 2", "is worse"}};
    const auto out = joined({first, second});

    BOOST_TEST(out.models == 3u);
    BOOST_TEST(out.listed == 3u);
    BOOST_TEST(out.skipped == 3u);
    BOOST_TEST(out.progress.pages == 11u);
    BOOST_TEST(out.progress.records == 22u);
    BOOST_TEST(out.progress.spent.requests == 33u);
    BOOST_TEST(out.progress.spent.retries == 44u);
    BOOST_TEST(out.progress.spent.bytes == 55u);
    // They are asked at once.
    BOOST_TEST((out.took == 22ms));
    BOOST_TEST(out.content_date == "2026-05-03");
    BOOST_TEST(out.since == "2026-05-30T00:00:00Z");
    BOOST_TEST(out.rejected.size() == 2u);
}

BOOST_AUTO_TEST_CASE(the_gravest_verdict_is_that_of_the_source)
{
    const verdict by_gravity[] = {
        verdict::ok,
        verdict::disabled,
        verdict::old,
        verdict::partial,
        verdict::shrunk,
        verdict::empty,
        verdict::failed,
        verdict::timed_out,
        verdict::crashed,
        verdict::untrusted};
    for (const auto& light : by_gravity)
        for (const auto* grave = &light; grave != std::end(by_gravity); ++grave)
        {
            BOOST_TEST(verdict_of(light, *grave) == to_string(*grave));
            BOOST_TEST(verdict_of(*grave, light) == to_string(*grave));
        }
}

BOOST_AUTO_TEST_CASE(it_is_as_fresh_as_the_least_fresh_that_gave_something)
{
    BOOST_TEST(usage_of(usage::fresh, usage::fresh) == "fresh");
    BOOST_TEST(usage_of(usage::fresh, usage::stale) == "stale");
    BOOST_TEST(usage_of(usage::stale, usage::none) == "stale");
    BOOST_TEST(usage_of(usage::fresh, usage::none) == "fresh");
    BOOST_TEST(usage_of(usage::none, usage::fresh) == "fresh");
    BOOST_TEST(usage_of(usage::none, usage::none) == "none");
}

BOOST_AUTO_TEST_CASE(promises_add_up_where_all_questions_have_one)
{
    auto first = answered("", {"a/one"});
    first.report.promised = 3;
    auto second = answered("task other", {"a/two"});
    second.report.promised = 4;
    auto out = joined({first, second});
    BOOST_TEST(out.promised.value() == 7u);
    BOOST_TEST(!out.missing);
    BOOST_TEST(out.questions.at(1).promised.value() == 4u);

    second.report.promised.reset();
    BOOST_TEST(!joined({first, second}).promised);
    BOOST_TEST(!joined({second, first}).promised);
}

BOOST_AUTO_TEST_CASE(what_is_missing_adds_up_whichever_question_lacks_it)
{
    const auto whole = answered("", {"a/one"});
    auto lacking = answered("task other", {"a/two"});
    lacking.report.outcome = verdict::partial;
    lacking.report.missing = 5;
    for (const auto& out : {joined({whole, lacking}), joined({lacking, whole})})
    {
        BOOST_TEST(out.missing.value() == 5u);
        BOOST_TEST(to_string(out.outcome) == "partial");
    }
    const auto out = joined({lacking, whole, lacking});
    BOOST_TEST(out.missing.value() == 10u);
    BOOST_TEST(out.questions.at(2).missing.value() == 5u);
    BOOST_TEST(!out.questions.at(1).missing);
}

BOOST_AUTO_TEST_CASE(what_is_true_of_one_listing_is_not_of_several)
{
    auto first = answered("", {"a/one"});
    first.report.line = {{"2026-06-01", 1, 1}};
    first.report.unchanged_since = "2026-06-01";
    const auto out = joined({first, first});
    BOOST_TEST(out.line.empty());
    BOOST_TEST(out.unchanged_since.empty());
}

BOOST_AUTO_TEST_CASE(a_reason_is_said_once_with_its_question)
{
    auto first = answered("", {});
    first.report.reason = "it answered 500";
    auto second = answered("task other", {});
    second.report.reason = "it is slow";
    auto third = answered("owner a", {});
    third.report.reason = first.report.reason;
    BOOST_TEST(
        joined({first, second, third, answered("owner b", {})}).reason ==
        "the usual question and 1 question more: it answered 500; task other: it is slow"
    );
    BOOST_TEST(joined({answered("", {}), answered("owner b", {})}).reason == "");
    // What is wrong comes first.
    third.report.outcome = verdict::failed;
    BOOST_TEST(
        joined({second, third}).reason == "owner a: it answered 500; task other: it is slow"
    );
}

BOOST_AUTO_TEST_CASE(without_a_network_all_are_out_of_reach_or_none)
{
    auto lost = answered("", {});
    lost.report.is_out_of_reach = true;
    BOOST_TEST(joined({lost, lost}).is_out_of_reach);
    BOOST_TEST(!joined({lost, answered("owner b", {})}).is_out_of_reach);
    BOOST_TEST(!joined({answered("owner b", {}), lost}).is_out_of_reach);
}

BOOST_AUTO_TEST_CASE(silence_of_all_means_something_where_that_of_each_does)
{
    const auto kind_of = [](coverage_kind a, coverage_kind b) {
        auto one = answered("", {});
        auto other = one;
        one.coverage.kind = a;
        other.coverage.kind = b;
        return join_questions({one, other}).coverage.kind;
    };
    using enum coverage_kind;
    BOOST_TEST((kind_of(complete, complete) == complete));
    BOOST_TEST((kind_of(complete, cut) == cut));
    BOOST_TEST((kind_of(cut, cut) == cut));
    BOOST_TEST((kind_of(cut, unknown) == unknown));
    BOOST_TEST((kind_of(unknown, complete) == unknown));
    BOOST_TEST((kind_of(narrower, narrower) == narrower));
    BOOST_TEST((kind_of(complete, narrower) == unknown));
}

BOOST_AUTO_TEST_CASE(what_one_question_lists_no_more_is_missed_whatever_limits_the_others)
{
    auto one = answered("", {});
    one.coverage = {"hub", coverage_kind::complete, {"a/gone"}, {}};
    auto other = answered("task other", {});
    other.coverage = {"hub", coverage_kind::cut, {"a/lost"}, {"a/close"}};
    const auto found = join_questions({one, other}).coverage;
    BOOST_TEST(found.label == "hub");
    BOOST_TEST((found.above_the_cut == std::set<std::string>{"a/gone", "a/lost"}));
    BOOST_TEST((found.near_the_cut == std::set<std::string>{"a/close"}));
}

BOOST_AUTO_TEST_SUITE_END()
