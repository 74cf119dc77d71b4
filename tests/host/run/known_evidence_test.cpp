#include "run/known_evidence.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster;
using namespace std::chrono_literals;

namespace {

struct known_fixture
{
    repository_facts facts = {};
    model_to_size model = {"a/b", {std::shared_ptr<void>(), &facts}, {}};
    evidence known = {};
    size_context context = {};

    known_fixture()
    {
        facts.commit = "0123";
        known.model_id = "a/b";
        known.commit = "0123";
        known.checked = "2026-06-01T00:00:00Z";
        context.now = "2026-06-01T12:00:00Z";
        context.evidence_age = 24h;
    }

    bool is_valid() const { return is_still_valid(model, known, context); }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(known_evidence_test, known_fixture)

BOOST_AUTO_TEST_CASE(of_a_listed_model_it_is_valid_for_the_same_commit_however_old)
{
    context.now = "2027-06-01T00:00:00Z";
    BOOST_TEST(is_valid());
    facts.commit = "4567";
    BOOST_TEST(!is_valid());
    known.commit.reset();
    BOOST_TEST(!is_valid());
}

BOOST_AUTO_TEST_CASE(of_other_models_it_is_valid_while_it_is_recent)
{
    model.listed = nullptr;
    BOOST_TEST(is_valid());
    context.now = "2026-06-02T00:00:00Z";
    BOOST_TEST(!is_valid());
    context.now = "2026-05-31T00:00:00Z";
    BOOST_TEST(!is_valid());
}

BOOST_AUTO_TEST_CASE(how_recent_it_is_does_not_depend_on_a_commit)
{
    BOOST_TEST(is_recent(known, context));
    context.now = "2026-06-02T00:00:00Z";
    BOOST_TEST(!is_recent(known, context));
    BOOST_TEST(is_valid());
    known.checked = "2026-06-03T00:00:00Z";  // of a clock that was ahead
    BOOST_TEST(!is_recent(known, context));
}

BOOST_AUTO_TEST_CASE(a_listing_that_tells_no_commit_is_as_none)
{
    facts.commit.clear();
    BOOST_TEST(is_valid());
    known.checked = "some day";
    BOOST_TEST(!is_valid());
}

BOOST_AUTO_TEST_CASE(without_anything_known_the_listing_is_where_to_begin)
{
    facts.safetensors = {{"BF16", 7}};
    facts.safetensors_total = 7;
    facts.gated = "manual";
    const auto now = evidence_to_start_with(model, {}, context);

    BOOST_TEST(now.model_id == "a/b");
    BOOST_TEST(now.commit.value() == "0123");
    BOOST_TEST(now.total.value() == 7u);
    BOOST_TEST((now.gate == gating::manual));
}

BOOST_AUTO_TEST_CASE(what_is_valid_is_taken_over_and_the_rest_is_not)
{
    known.config_state = ask_state::absent;
    BOOST_TEST((evidence_to_start_with(model, known, context).config_state == ask_state::absent));
    facts.commit = "4567";
    BOOST_TEST((evidence_to_start_with(model, known, context).config_state == ask_state::unasked));
}

BOOST_AUTO_TEST_CASE(with_a_token_what_was_gated_is_asked_again)
{
    known.config_state = ask_state::gated;
    known.headers = ask_state::gated;
    BOOST_TEST((evidence_to_start_with(model, known, context).config_state == ask_state::gated));
    context.policy.has_token = true;
    const auto now = evidence_to_start_with(model, known, context);

    BOOST_TEST((now.config_state == ask_state::unasked));
    BOOST_TEST((now.headers == ask_state::unasked));
}

BOOST_AUTO_TEST_CASE(a_step_is_a_finding_with_a_reason_where_it_may_not_be_published)
{
    model_size size;
    size.layers = 3;
    BOOST_TEST(finding_of(sized{size}).reason.empty());
    BOOST_TEST(finding_of(sized{size}).size.layers.value() == 3u);
    BOOST_TEST(finding_of(unsized{"no config", size}).reason == "no config");
    BOOST_TEST(
        (finding_of(unsized{"no config", size, unsized_kind::gated}).kind == unsized_kind::gated)
    );
    BOOST_TEST(finding_of(unsized{"no config", size}).size.layers.value() == 3u);
    BOOST_TEST(
        finding_of(std::vector<evidence_request>(1)).reason ==
        "its evidence was not asked for in this run"
    );
}

BOOST_AUTO_TEST_CASE(what_failed_is_not_fully_answered)
{
    BOOST_TEST(is_fully_answered(known, sized{}));
    BOOST_TEST(is_fully_answered(known, unsized{}));
    BOOST_TEST(!is_fully_answered(known, std::vector<evidence_request>(1)));
    known.config_state = ask_state::failed;
    BOOST_TEST(!is_fully_answered(known, unsized{}));
    known.config_state = ask_state::present;
    known.shards.emplace_back().state = ask_state::failed;
    BOOST_TEST(!is_fully_answered(known, sized{}));
}

BOOST_AUTO_TEST_SUITE_END()
