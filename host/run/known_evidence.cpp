#include "known_evidence.hpp"

#include "base/clock.hpp"
#include "size/facts/model_info.hpp"

#include <algorithm>
#include <utility>

namespace muster {

namespace {

bool is_listed(const model_to_size& model) { return model.listed && !model.listed->commit.empty(); }

// The tags must outlive the record.
listed_record record_of(const model_to_size& model, const std::vector<std::string_view>& tags)
{
    const auto& facts = *model.listed;
    listed_record record;
    record.commit = facts.commit;
    record.gated = facts.gated;
    for (const auto& [dtype, elements] : facts.safetensors)
        record.stored.push_back({dtype, elements});
    record.total = facts.safetensors_total;
    record.gguf_total = facts.gguf_total;
    record.tags = tags;
    return record;
}

void forget_gate(evidence& known)
{
    if (known.config_state == ask_state::gated)
        known.config_state = ask_state::unasked;
    if (known.headers == ask_state::gated)
        known.headers = ask_state::unasked;
}

bool has_failed(const evidence& now)
{
    const auto failed = [](ask_state state) { return state == ask_state::failed; };
    return failed(now.info) || failed(now.config_state) || failed(now.copies) ||
           failed(now.headers) ||
           (now.base && (failed(now.base->info) || failed(now.base->config_state))) ||
           std::any_of(now.shards.begin(), now.shards.end(), [&](const auto& shard) {
               return failed(shard.state);
           });
}

}  // namespace

bool is_recent(const evidence& known, const size_context& context)
{
    const auto checked = seconds_since_epoch(known.checked);
    const auto now = seconds_since_epoch(context.now);
    // A date in the future comes from a wrong clock, and makes nothing recent.
    return checked && now && *now - *checked < context.evidence_age && *now >= *checked;
}

bool is_still_valid(const model_to_size& model, const evidence& known, const size_context& context)
{
    if (is_listed(model))
        return known.commit == model.listed->commit;
    return is_recent(known, context);
}

evidence evidence_to_start_with(
    const model_to_size& model, std::optional<evidence> known, const size_context& context
)
{
    evidence now;
    if (known && is_still_valid(model, *known, context))
        now = std::move(*known);
    else
        now.model_id = model.model_id;
    if (model.facts)
        // Second-hand facts come from the catalog of today, whatever was known then.
        now.facts = *model.facts;
    if (context.policy.has_token)
        forget_gate(now);
    if (is_listed(model))
    {
        std::vector<std::string_view> tags;
        for (const auto tag : model.tags)
            if (tells_of_size(tag))
                tags.push_back(tag);
        // Of several base models the first counts, whatever the order in which they were listed.
        std::ranges::sort(tags);
        take_listed_record(now, record_of(model, tags));
    }
    now.is_public_today = model.listed && model.listed->is_public_today;
    return now;
}

changeable_evidence changeable_part(const evidence& known)
{
    return {
        known.info,
        known.config_state,
        known.headers,
        known.gate,
        known.library,
        known.license,
        known.total,
        known.stored,
        known.gguf,
        known.bases};
}

size_finding finding_of(size_step step)
{
    if (auto* const found = std::get_if<sized>(&step))
        return {std::move(found->size), {}};
    if (auto* const not_found = std::get_if<unsized>(&step))
        return {std::move(not_found->known), std::move(not_found->reason), not_found->kind};
    return {{}, "its evidence was not asked for in this run", unsized_kind::not_asked};
}

bool is_fully_answered(const evidence& now, const size_step& step)
{
    return !std::holds_alternative<std::vector<evidence_request>>(step) && !has_failed(now);
}

}  // namespace muster
