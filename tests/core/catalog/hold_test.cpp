#include "catalog/hold.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster;

namespace {

model_row row(double params_b, std::optional<std::uint64_t> ctx_len = 4096)
{
    model_row one;
    one.model_id = "a/b";
    one.params_b = params_b;
    one.layers = 32;
    one.hidden = 4096;
    one.ctx_len = ctx_len;
    return one;
}

struct hold_fixture
{
    std::vector<decision> decided = {};
    size_finding found = {};

    hold_result change(model_row before, model_row after) const
    {
        overlay_result laid;
        laid.rows = {std::move(after)};
        return released({std::move(before)}, std::move(laid));
    }

    hold_result lose(model_row before) const
    {
        overlay_result laid;
        laid.unsized = {{"a/b", "no evidence"}};
        return released({std::move(before)}, std::move(laid));
    }

    hold_result released(const std::vector<model_row>& before, overlay_result laid) const
    {
        return hold_changes(
            before,
            std::move(laid),
            decision_table(decided),
            [this](const std::string&) { return found; }
        );
    }

    void decide_on(decision_kind kind, std::optional<accepted_size> size = {})
    {
        decision one;
        one.id = "A/b";
        one.kind = kind;
        one.size = size;
        one.why = "because";
        decided = {one};
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(hold_test, hold_fixture)

BOOST_AUTO_TEST_CASE(a_size_may_double_and_no_more)
{
    BOOST_TEST(change(row(8), row(16)).held.empty());
    BOOST_TEST(change(row(8), row(4)).held.empty());
    for (const auto size : {16.001, 3.999})
    {
        const auto out = change(row(8), row(size));
        BOOST_TEST_REQUIRE(out.held.size() == 1u);
        BOOST_TEST(out.rows.at(0).params_b == 8);
        BOOST_TEST(out.held[0].model_id == "a/b");
        BOOST_TEST(out.held[0].size.params_b.value() == size);
    }
}

BOOST_AUTO_TEST_CASE(the_reason_has_both_values)
{
    BOOST_TEST(
        change(row(8), row(80)).held.at(0).reason ==
        "params_b goes from 8 to 80, by more than a factor of 2"
    );
    BOOST_TEST(change(row(8), row(8, {})).held.at(0).reason == "ctx_len goes from 4096 to none");
}

BOOST_AUTO_TEST_CASE(more_active_parameters_than_there_are_is_held)
{
    auto after = row(8);
    after.active_params = 9'000'000'000;
    BOOST_TEST(change(row(8), after).held.size() == 1u);
    after.active_params = 8'000'400'000;  // within what rounding leaves out
    BOOST_TEST(change(row(8), after).held.empty());
}

BOOST_AUTO_TEST_CASE(a_context_that_comes_or_goes_is_held)
{
    BOOST_TEST(change(row(8, {}), row(8)).held.size() == 1u);
    BOOST_TEST(change(row(8), row(8, {})).rows.at(0).ctx_len.value() == 4096u);
    BOOST_TEST(change(row(8), row(8, 1'000'000)).held.empty());
}

BOOST_AUTO_TEST_CASE(a_context_that_key_facts_left_open_may_come)
{
    auto by_facts = row(8, {});
    by_facts.origin["layers"] = "key facts, proven by the Hub's total";
    BOOST_TEST(change(by_facts, row(8)).held.empty());
    BOOST_TEST(change(by_facts, row(80)).held.size() == 1u);
    BOOST_TEST(change(row(8), by_facts).held.size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_row_that_loses_its_size_stays_whatever_is_still_known)
{
    for (const auto params : {std::optional<std::uint64_t>(8'000'000'000), {}})
    {
        found.size.params = params;
        const auto out = lose(row(8));

        BOOST_TEST(out.rows.size() == 1u);
        BOOST_TEST(out.unsized.empty());
        BOOST_TEST(out.held.at(0).reason == "layers go from 32 to none; no evidence");
    }
    found.size.layers = 32;  // and the rest is in doubt
    BOOST_TEST(lose(row(8)).rows.size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_row_that_goes_leaves_when_that_is_accepted)
{
    decide_on(decision_kind::accept, accepted_size{});

    BOOST_TEST(lose(row(8)).rows.empty());
    BOOST_TEST(lose(row(8)).unsized.size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_row_goes_with_the_pin_it_stood_on)
{
    auto before = row(8);
    before.origin["layers"] = "pin";

    BOOST_TEST(lose(before).rows.empty());
    BOOST_TEST(lose(before).unsized.size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_row_that_nothing_names_any_more_stays_only_for_a_person)
{
    BOOST_TEST(released({row(8)}, {}).rows.empty());
    decide_on(decision_kind::hold);
    const auto out = released({row(8)}, {});

    BOOST_TEST(out.rows.size() == 1u);
    BOOST_TEST_REQUIRE(out.held.size() == 1u);
    BOOST_TEST(out.held[0].by_a_person);
    BOOST_TEST(out.held[0].reason == "a person holds it: because; nothing else names it now");
}

BOOST_AUTO_TEST_CASE(a_pin_is_the_word_of_a_person)
{
    auto after = row(80);
    after.origin["params_b"] = "pin";

    BOOST_TEST(change(row(8), after).held.empty());
}

BOOST_AUTO_TEST_CASE(what_is_new_has_nothing_to_keep)
{
    overlay_result laid;
    laid.rows = {row(80)};

    BOOST_TEST(released({}, laid).rows.size() == 1u);
    BOOST_TEST(released({}, laid).held.empty());
}

BOOST_AUTO_TEST_CASE(an_accepted_change_passes_and_the_next_one_does_not)
{
    decide_on(decision_kind::accept, accepted_size{80, {}, 32, 4096});

    BOOST_TEST(change(row(8), row(80)).held.empty());
    BOOST_TEST(change(row(8), row(90)).held.empty());
    BOOST_TEST(change(row(8), row(800)).held.size() == 1u);
    BOOST_TEST(change(row(80), row(8)).held.size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_yes_to_a_candidate_releases_no_change)
{
    decide_on(decision_kind::accept);

    BOOST_TEST(change(row(8), row(80)).held.size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_person_can_hold_a_row_or_keep_one_away)
{
    decide_on(decision_kind::hold);
    const auto changed = change(row(8), row(9));
    overlay_result laid;
    laid.rows = {row(8)};
    const auto fresh = released({}, laid);

    BOOST_TEST(changed.rows.at(0).params_b == 8);
    BOOST_TEST(changed.held.at(0).by_a_person);
    BOOST_TEST(fresh.rows.empty());
    BOOST_TEST(fresh.held.size() == 1u);
    BOOST_TEST(change(row(8), row(8)).held.empty());
}

BOOST_AUTO_TEST_SUITE_END()
