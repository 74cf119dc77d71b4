#include "run/known_evidence.hpp"
#include "size/facts/evidence_file.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

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

// Evidence of which that part is as it was is not written again.
BOOST_AUTO_TEST_CASE(what_starting_changes_is_in_the_changeable_part)
{
    known.total = 7;
    facts.safetensors_total = 7;
    const auto asked = evidence_to_start_with(model, known, context);
    BOOST_TEST(evidence_text(asked) != evidence_text(known));
    BOOST_TEST(!(changeable_part(asked) == changeable_part(known)));

    known.info = ask_state::present;
    const auto same = evidence_to_start_with(model, known, context);
    const auto text_before = evidence_text(known);
    BOOST_TEST(evidence_text(same) == text_before);
    BOOST_TEST((changeable_part(same) == changeable_part(known)));

    const auto is_seen = [&](const evidence& before) {
        const auto now = evidence_to_start_with(model, before, context);
        return evidence_text(now) != evidence_text(before) &&
               !(changeable_part(now) == changeable_part(before));
    };
    for (const auto* const tag :
         {"license:mit", "peft", "base_model:x/y", "base_model:quantized:x/y"})
    {
        const std::vector<std::string> tags = {tag};
        model.tags = text_list(tags);
        BOOST_TEST(is_seen(known), tag);
    }
    model.tags = {};
    facts.gated = "auto";
    BOOST_TEST(is_seen(known));
    facts.gated = {};
    facts.safetensors_total = 8;
    BOOST_TEST(is_seen(known));
    facts.safetensors_total = 7;
    facts.safetensors = {{"BF16", 7}};
    BOOST_TEST(is_seen(known));
    facts.safetensors.clear();
    facts.gguf_total = 7;
    BOOST_TEST(is_seen(known));
    facts.gguf_total.reset();
    context.policy.has_token = true;
    for (auto* const state : {&known.config_state, &known.headers})
    {
        *state = ask_state::gated;
        BOOST_TEST(is_seen(known));
        *state = ask_state::unasked;
    }
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
