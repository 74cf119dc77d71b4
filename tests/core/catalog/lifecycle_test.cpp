#include "catalog/lifecycle.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster;

namespace {

struct lifecycle_fixture
{
    std::vector<model_row> before = std::vector<model_row>(1);
    std::vector<unlisted_model> unlisted = {{"a/a", "2026-11-10", true}};
    hub_word word = hub_word::none;
    bool is_settled = false;

    lifecycle_fixture()
    {
        before[0].model_id = "a/a";
        before[0].layers = 2;
    }

    row_fates fates() const
    {
        lifecycle_rules rules;
        rules.before = before;
        rules.unlisted = unlisted;
        rules.today = "2026-11-20";
        rules.is_settled = [this](const auto&) { return is_settled; };
        rules.hub = [this](const auto&) { return word; };
        return fates_of(rules);
    }

    model_row standing() const { return fates().standing.at(0); }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(lifecycle_test, lifecycle_fixture)

BOOST_AUTO_TEST_CASE(an_unlisted_row_stands_on_as_it_was_with_the_date)
{
    BOOST_TEST(standing().unlisted_since.value() == "2026-11-10");
    BOOST_TEST(standing().layers == 2u);
    BOOST_TEST(!standing().gone_since);
}

BOOST_AUTO_TEST_CASE(no_date_without_a_whole_answer)
{
    unlisted[0] = {"a/a", "", false};
    BOOST_TEST((standing() == before[0]));
}

BOOST_AUTO_TEST_CASE(what_became_something_else_is_left_to_that)
{
    is_settled = true;
    const auto found = fates();
    BOOST_TEST(found.standing.empty());
    BOOST_TEST(found.archived.empty());
    BOOST_TEST(found.gone.empty());
}

BOOST_AUTO_TEST_CASE(what_nobody_said_to_be_unlisted_is_gone_at_once)
{
    unlisted.clear();
    BOOST_TEST_REQUIRE(fates().gone.size() == 1u);
    BOOST_TEST(fates().standing.empty());
}

BOOST_AUTO_TEST_CASE(after_the_time_of_grace_it_is_archived)
{
    BOOST_TEST(fates().archived.empty());
    unlisted[0].since = "2026-11-06";
    unlisted[0].is_due = true;
    BOOST_TEST_REQUIRE(fates().archived.size() == 1u);
    BOOST_TEST(fates().archived[0].unlisted_since.value() == "2026-11-06");
    BOOST_TEST(fates().standing.empty());
}

BOOST_AUTO_TEST_CASE(what_a_limit_may_explain_stands_unmarked_and_is_archived_as_it_may_be_a_loss)
{
    unlisted[0].is_limited = true;
    BOOST_TEST((standing() == before[0]));
    unlisted[0].is_due = true;
    BOOST_TEST(fates().gone.empty());
    BOOST_TEST_REQUIRE(fates().archived.size() == 1u);
    BOOST_TEST((fates().archived[0] == before[0]));
    word = hub_word::gone;
    BOOST_TEST_REQUIRE(fates().archived.size() == 1u);
    BOOST_TEST(fates().archived[0].gone_since.value() == "2026-11-20");
    unlisted[0].is_due = false;
    BOOST_TEST(standing().gone_since.value() == "2026-11-20");
}

BOOST_AUTO_TEST_CASE(gone_is_what_the_hub_answers_and_stays_so_until_it_answers_otherwise)
{
    word = hub_word::gone;
    BOOST_TEST(standing().gone_since.value() == "2026-11-20");
    BOOST_TEST(!standing().unlisted_since);

    before[0].gone_since = "2026-11-15";
    BOOST_TEST(standing().gone_since.value() == "2026-11-15");
    word = hub_word::none;
    BOOST_TEST(standing().gone_since.value() == "2026-11-15");
    word = hub_word::there;
    BOOST_TEST(!standing().gone_since);
    BOOST_TEST(standing().unlisted_since.value() == "2026-11-10");
}

BOOST_AUTO_TEST_SUITE_END()
