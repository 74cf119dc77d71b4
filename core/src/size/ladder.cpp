#include "ladder.hpp"

#include "assess.hpp"
#include "relatives.hpp"
#include "requests.hpp"
#include "size/facts/model_info.hpp"
#include "size/facts/repository_files.hpp"
#include "why_unsized.hpp"

namespace muster {

namespace {

using requests = std::vector<evidence_request>;

// An adapter is sized by its base, whose configuration is asked for instead.
bool may_ask_config(const evidence& known, const evidence_policy& policy)
{
    return policy.uses_config && known.config_state == ask_state::unasked && !is_adapter(known) &&
           (!known.are_files_known || has_file(known, "config.json")) &&
           (known.gate == gating::open || policy.has_token);
}

requests first_requests(const evidence& known, const evidence_policy& policy)
{
    requests wanted;
    if (!policy.may_ask)
        return wanted;
    // Both at once: these two answers settle most models, in one round.
    if (known.info == ask_state::unasked)
        wanted.push_back(ask_info(known));
    if (may_ask_config(known, policy))
        wanted.push_back(ask_file(known, "config.json"));
    return wanted;
}

// A gated model's layers may be read from a copy: one that is offered, or one the Hub finds.
requests lender_requests(const evidence& known, const evidence_policy& policy)
{
    const bool lacks_config =
        known.config_state == ask_state::gated ||
        (known.config_state == ask_state::unasked && known.gate != gating::open);
    if (!policy.may_ask || !policy.uses_config || !policy.uses_totals || !lacks_config ||
        !known.total)
        return {};
    if (!known.lenders.empty())
        return {ask_lender_config(known.lenders.front())};
    if (known.copies == ask_state::unasked)
        return {ask_copies(known)};
    return {};
}

requests header_requests(const evidence& known, const evidence_policy& policy)
{
    if (!policy.may_ask || !policy.uses_headers ||
        (known.gate != gating::open && !policy.has_token))
        return {};
    if (known.headers == ask_state::unasked)
        return {ask_first_header(known)};
    // Some of the headers would prove nothing, so none of so many is read.
    if (known.shards.size() > policy.header_request_limit)
        return {};
    return ask_shard_headers(known);
}

// The beginning of a GGUF file counts as a header: `--evidence` allows or forbids both together.
requests gguf_requests(const evidence& known, const evidence_policy& policy)
{
    const auto file = gguf_file_of(known);
    if (!policy.may_ask || !file || !policy.uses_headers ||
        known.gguf_state != ask_state::unasked || (known.gate != gating::open && !policy.has_token))
        return {};
    return {ask_gguf(known, *file)};
}

// What is recorded may be of another base than the tags of today name.
bool has_base(const evidence& known)
{
    return known.base && base_of(known) == known.base->model_id;
}

unsized not_sized(assessment found, const evidence& known, const evidence_policy& policy)
{
    if (found.may_headers_help)
        if (auto why = why_no_headers(known, policy); !why.text.empty())
        {
            found.reason.append(", and ").append(why.text);
            found.kind = why.kind;
        }
    found.reason.append(": ").append(advice_for(found.kind, known, policy));
    return {std::move(found.reason), std::move(found.size), found.kind};
}

// Without a config.json of its own, a model may be told by key facts, by what it was made from, or
// by GGUF.
size_step step_without_config(const evidence& known, const evidence_policy& policy)
{
    auto found = assess(known, policy);
    if (found.is_enough)
        return sized{std::move(found.size)};
    if (auto wanted = base_requests(known, policy); !wanted.empty())
        return wanted;
    if (has_base(known))
        found = assess_with_base(known, policy);
    // Beside an adapter a GGUF file holds the adapter, not the model.
    if (!found.is_enough && !is_adapter(known))
    {
        if (auto wanted = gguf_requests(known, policy); !wanted.empty())
            return wanted;
        if (known.gguf_file)
            found = assess_gguf(known);
    }
    if (found.is_enough)
        return sized{std::move(found.size)};
    return not_sized(std::move(found), known, policy);
}

// A token may open what is private, and only its record tells. What was public in an earlier run,
// or is by another source's word, may be private today: the record comes first, alone.
size_step asked_in_public(size_step step, const evidence& known, const evidence_policy& policy)
{
    if (policy.has_token && !known.is_public_today && std::holds_alternative<requests>(step))
        return requests{ask_info(known)};
    return step;
}

size_step step_of(const evidence& known, const evidence_policy& policy)
{
    // Nothing more can be asked of a repository that is not there.
    if (known.info == ask_state::absent)
    {
        auto why = why_no_config(known, policy);
        return not_sized({.reason = std::move(why.text), .kind = why.kind}, known, policy);
    }
    // What nobody has said to be public is not asked with a token.
    const bool has_no_record =
        known.info == ask_state::failed || known.info == ask_state::unreadable;
    if (policy.may_ask && policy.has_token && has_no_record)
    {
        auto without_asking = policy;
        without_asking.may_ask = false;
        return step_of(known, without_asking);
    }
    if (auto wanted = first_requests(known, policy); !wanted.empty())
        return wanted;
    if (auto wanted = lender_requests(known, policy); !wanted.empty())
        return wanted;

    if (is_adapter(known) || known.config_state != ask_state::present)
        return step_without_config(known, policy);
    auto found = assess(known, policy);
    // Before being content: what is enough may become certain, and only then is it published so.
    if (found.may_headers_help)
        if (auto wanted = header_requests(known, policy); !wanted.empty())
            return wanted;
    if (found.is_enough)
        return sized{std::move(found.size)};
    return not_sized(std::move(found), known, policy);
}

}  // namespace

size_step next_step(const evidence& known, const evidence_policy& policy)
{
    return asked_in_public(step_of(known, policy), known, policy);
}

}  // namespace muster
