#include "size/ladder.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace muster;

namespace {

constexpr evidence_policy in_a_run{.may_ask = false};
constexpr evidence_policy offline{.may_ask = false, .is_offline = true};

constexpr auto ask_the_hub = ": a run with a network asks the Hub";

evidence known_by_listing()
{
    return {
        .model_id = "a/b",
        .checked = "2026-11-28T10:00:00Z",
        .info = ask_state::present,
        .total = 7};
}

unsized unsized_of(const evidence& known, const evidence_policy& policy)
{
    const auto step = next_step(known, policy);
    BOOST_TEST_REQUIRE(std::holds_alternative<unsized>(step));
    return std::get<unsized>(step);
}

void is_told(
    const evidence& known,
    const evidence_policy& policy,
    unsized_kind kind,
    const std::string& beginning
)
{
    const auto found = unsized_of(known, policy);
    BOOST_TEST(to_string(found.kind) == to_string(kind));
    BOOST_TEST(found.reason.starts_with(beginning), found.reason);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(why_unsized_test)

BOOST_AUTO_TEST_CASE(what_is_not_recorded_says_nothing_of_the_hub)
{
    const evidence nothing{.model_id = "a/b"};
    const auto found = unsized_of(nothing, offline);
    BOOST_TEST((found.kind == unsized_kind::not_recorded));
    BOOST_TEST(found.reason == std::string("nothing is recorded here of this model") + ask_the_hub);

    BOOST_TEST(
        unsized_of(known_by_listing(), offline).reason ==
        std::string("config.json is not recorded here, so layers and width are not known") +
            ask_the_hub
    );
}

BOOST_AUTO_TEST_CASE(what_was_not_asked_and_what_had_no_answer_are_two_things)
{
    auto known = known_by_listing();
    is_told(
        known, in_a_run, unsized_kind::not_asked, "config.json was not asked for in this run, so"
    );
    known.config_state = ask_state::failed;
    is_told(
        known, in_a_run, unsized_kind::not_answered, "config.json could not be fetched in this run"
    );

    const evidence unasked{.model_id = "a/b"};
    is_told(
        unasked, in_a_run, unsized_kind::not_asked, "the Hub was not asked about it in this run"
    );
    const evidence failed{.model_id = "a/b", .info = ask_state::failed};
    is_told(
        failed, in_a_run, unsized_kind::not_answered, "the Hub gave no answer about it in this run"
    );
}

BOOST_AUTO_TEST_CASE(a_negative_answer_has_its_date)
{
    auto known = known_by_listing();
    known.config_state = ask_state::absent;
    for (const auto& policy : {in_a_run, offline})
        is_told(
            known,
            policy,
            unsized_kind::none_on_hub,
            "the Hub answered on 2026-11-28 that there is no config.json"
        );
    known.info = ask_state::absent;
    is_told(
        known,
        offline,
        unsized_kind::none_on_hub,
        "the Hub answered on 2026-11-28 that it has no such model, or that it is private: check"
    );
}

BOOST_AUTO_TEST_CASE(a_list_of_files_without_a_configuration_is_an_answer)
{
    auto known = known_by_listing();
    known.are_files_known = true;
    is_told(
        known,
        {},
        unsized_kind::none_on_hub,
        "the Hub listed no config.json among its files on 2026-11-28"
    );
}

BOOST_AUTO_TEST_CASE(of_a_gate_only_what_was_asked_is_told)
{
    auto known = known_by_listing();
    known.gate = gating::manual;
    is_told(
        known, offline, unsized_kind::gated, "config.json is gated, so layers and width are not"
    );
    known.copies = ask_state::present;
    is_told(
        known,
        offline,
        unsized_kind::gated,
        "config.json is gated, and the Hub listed no copy on 2026-11-28 that may lend its own"
    );
}

BOOST_AUTO_TEST_CASE(headers_that_could_settle_a_disagreement_are_not_recorded)
{
    auto known = known_by_listing();
    known.config_state = ask_state::present;
    known.config = boost::json::object{
        {"model_type", "llama"},
        {"hidden_size", 8},
        {"num_hidden_layers", 2},
        {"num_attention_heads", 2},
        {"intermediate_size", 16},
        {"vocab_size", 32}};
    is_told(
        known,
        offline,
        unsized_kind::not_recorded,
        "the Hub's total 7 and the formula's 1832 disagree, and what its tensor headers say is not "
        "recorded here: a run with a network"
    );
    known.headers = ask_state::absent;
    is_told(
        known,
        offline,
        unsized_kind::disagreement,
        "the Hub's total 7 and the formula's 1832 disagree: pin its sizes"
    );
}

BOOST_AUTO_TEST_CASE(an_adapter_needs_its_base)
{
    auto known = known_by_listing();
    known.library = "peft";
    is_told(known, offline, unsized_kind::incomplete, "it adds to another model's weights and");
    known.bases = {{"adapter", "c/d"}};
    is_told(known, offline, unsized_kind::not_recorded, "its base model c/d is not recorded here");
    known.base = base_evidence{"c/d", ask_state::absent, ask_state::absent, {}, {}};
    is_told(
        known,
        offline,
        unsized_kind::none_on_hub,
        "of its base model c/d: the Hub answered on 2026-11-28 that it has no such model"
    );
}

BOOST_AUTO_TEST_CASE(the_form_of_another_library_is_named)
{
    auto known = known_by_listing();
    known.are_files_known = true;
    known.files = {"params.json"};
    is_told(known, offline, unsized_kind::not_modelled, "it is in Mistral's own form (params.json");
}

BOOST_AUTO_TEST_CASE(evidence_that_must_not_be_used_is_said_to_be)
{
    evidence_policy policy;
    policy.uses_config = false;
    is_told(known_by_listing(), policy, unsized_kind::not_allowed, "config.json may not be used");
}

BOOST_AUTO_TEST_SUITE_END()
