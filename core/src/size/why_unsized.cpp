#include "why_unsized.hpp"

#include "relatives.hpp"
#include "size/facts/repository_files.hpp"

namespace muster {

namespace {

constexpr std::string_view without_layers = ", so layers and width are not known";

// " on 2026-10-12"
std::string on_date(const evidence& known)
{
    constexpr std::size_t date_characters = 10;
    return known.checked.empty() ? "" : " on " + known.checked.substr(0, date_characters);
}

/// Of what has no answer: it was not recorded, not answered or not asked for.
unsized_reason
without_answer(const std::string& what, ask_state state, const evidence_policy& policy)
{
    if (policy.is_offline)
        return {unsized_kind::not_recorded, what + " is not recorded here"};
    if (state == ask_state::failed)
        return {unsized_kind::not_answered, what + " could not be fetched in this run"};
    return {unsized_kind::not_asked, what + " was not asked for in this run"};
}

unsized_reason without_record(const evidence& known, const evidence_policy& policy)
{
    if (known.info == ask_state::unreadable)
        return {
            unsized_kind::unreadable,
            "what the Hub answered" + on_date(known) + " about it cannot be read"};
    if (policy.is_offline)
        return {unsized_kind::not_recorded, "nothing is recorded here of this model"};
    if (known.info == ask_state::failed)
        return {unsized_kind::not_answered, "the Hub gave no answer about it in this run"};
    return {unsized_kind::not_asked, "the Hub was not asked about it in this run"};
}

unsized_reason gated_config(const evidence& known)
{
    std::string text = "config.json is gated";
    if (known.copies == ask_state::present)
        text += ", and the Hub listed no copy" + on_date(known) + " that may lend its own";
    return {unsized_kind::gated, std::move(text)};
}

unsized_reason unasked_config(const evidence& known, const evidence_policy& policy)
{
    // Before the files: without access nothing that is said of them could be mended.
    if (known.gate != gating::open && !policy.has_token)
        return gated_config(known);
    if (has_file(known, "params.json") && !has_file(known, "config.json"))
        return {
            unsized_kind::not_modelled,
            "it is in Mistral's own form (params.json and no config.json), which is not read"};
    if (known.are_files_known && !has_file(known, "config.json"))
        return {
            unsized_kind::none_on_hub,
            "the Hub listed no config.json among its files" + on_date(known)};
    return without_answer("config.json", known.config_state, policy);
}

// An adapter's own files say nothing of layers.
unsized_reason without_base(const evidence& known, const evidence_policy& policy)
{
    if (const auto base = base_of(known))
        return without_answer(
            "its base model " + *base, known.base ? known.base->info : ask_state::unasked, policy
        );
    return {unsized_kind::incomplete, "it adds to another model's weights and names none"};
}

// What the Hub answered is told as its answer; the rest is what this run has not done.
unsized_reason config_by_state(const evidence& known, const evidence_policy& policy)
{
    switch (known.config_state)
    {
        case ask_state::absent:
            return {
                unsized_kind::none_on_hub,
                "the Hub answered" + on_date(known) + " that there is no config.json"};
        case ask_state::unreadable:
            return {
                unsized_kind::unreadable,
                "config.json is not what it should be (" + known.config_fault + ")"};
        case ask_state::gated: return gated_config(known);
        case ask_state::failed: return without_answer("config.json", known.config_state, policy);
        default: return unasked_config(known, policy);
    }
}

bool restricts_evidence(const evidence_policy& policy)
{
    return !policy.uses_config || !policy.uses_totals || !policy.uses_headers;
}

}  // namespace

unsized_reason why_no_config(const evidence& known, const evidence_policy& policy)
{
    if (known.is_private)
        return {unsized_kind::none_on_hub, "it is private, or switched off"};
    if (known.info == ask_state::absent)
        return {
            unsized_kind::none_on_hub,
            "the Hub answered" + on_date(known) +
                " that it has no such model, or that it is private"};
    // Numbers without a record came with a listing, which is the Hub's word as well.
    const bool has_record = known.info == ask_state::present || known.total || known.gguf;
    if (!has_record && !is_negative(known.config_state) && known.config_state != ask_state::gated)
        return without_record(known, policy);
    unsized_reason why = {unsized_kind::not_allowed, "config.json may not be used"};
    if (policy.uses_config)
        why = is_adapter(known) ? without_base(known, policy) : config_by_state(known, policy);
    why.text += without_layers;
    return why;
}

unsized_reason why_no_headers(const evidence& known, const evidence_policy& policy)
{
    const bool is_open = known.headers == ask_state::unasked || known.headers == ask_state::failed;
    const bool may_be_read = known.gate == gating::open || policy.has_token;
    // A run that may ask has done so by now, and what came of it is in the evidence.
    if (!is_open || !policy.uses_headers || !may_be_read || policy.may_ask)
        return {};
    return without_answer("what its tensor headers say", known.headers, policy);
}

std::string_view advice_for(unsized_kind kind, const evidence& known, const evidence_policy& policy)
{
    switch (kind)
    {
        case unsized_kind::not_recorded: return "a run with a network asks the Hub";
        case unsized_kind::not_asked:
        case unsized_kind::not_answered: return "run again";
        case unsized_kind::gated:
            if (policy.has_token)
                return "ask for access on its page, or pin its sizes in catalog.json";
            return policy.is_offline ? "run with a network and HF_TOKEN set to a token with "
                                       "access, or pin its sizes in catalog.json"
                                     : "set HF_TOKEN to a token with access, or pin its sizes in "
                                       "catalog.json";
        default: break;
    }
    if (known.is_private)
        return "muster sizes what everybody may see";
    // The Hub answers alike for what is private and for what does not exist.
    if (known.info == ask_state::absent)
        return "check its spelling, or set HF_TOKEN to a token that may see it";
    if (restricts_evidence(policy))
        return "allow more evidence (--evidence), or pin its sizes in catalog.json";
    return "pin its sizes in catalog.json, if you know them";
}

}  // namespace muster
