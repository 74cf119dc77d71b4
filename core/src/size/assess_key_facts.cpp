#include "assess_key_facts.hpp"

#include "formula_fields.hpp"
#include "size/rules/config_formula.hpp"
#include "size/rules/stated_members.hpp"

namespace muster {

namespace {

constexpr std::string_view proven = ", proven by the Hub's total";
constexpr std::string_view recorded = ", as recorded";

formula_origin origin_of_facts()
{
    const std::string facts(key_facts_origin);
    return {facts + std::string(proven), facts + " formula" + std::string(proven)};
}

// A total proves how wide the projections are: not how many heads share them, and not how many
// experts compute a token.
void name_unproven(model_size& size)
{
    const auto evidence = std::string(key_facts_origin).append(recorded);
    const bool is_moe = size.is_moe.value_or(false);
    for (auto& one : size.origin)
    {
        const bool is_of_heads = one.field == "kv_heads" || one.field == "head_dim";
        const bool is_of_experts = one.field == "active_params" || one.field == "moe_active_ratio";
        if (is_of_heads || (is_moe && is_of_experts))
            one.evidence = evidence;
    }
}

// What a class's default says beside the facts is not known of this model.
void leave_out_unstated(model_size& size, const stated_members& stated)
{
    if (!stated.has_context_length)
        leave_out(size, "ctx_len", size.ctx_len);
    if (!stated.has_caches)
    {
        leave_out(size, "attention", size.attention);
        leave_out(size, "kv_bytes_per_token", size.kv_bytes_per_token);
        leave_out(size, "kv_bytes_fixed", size.kv_bytes_fixed);
    }
    // What says the caches says these, too: of latent attention by its ranks, without any heads.
    if (!stated.has_caches && !stated.has_heads)
    {
        leave_out(size, "kv_heads", size.kv_heads);
        leave_out(size, "head_dim", size.head_dim);
    }
    if (size.is_moe.value_or(false) && !stated.has_experts_per_token)
    {
        leave_out(size, "active_params", size.active_params);
        leave_out(size, "moe_active_ratio", size.is_moe);
    }
}

std::string why_not_proven(const formula_size& formula, std::uint64_t total)
{
    return "its key facts are not proven: their formula gives " +
           std::to_string(formula.text_params + formula.tower_params) +
           " weights, and the Hub's total is " + std::to_string(total);
}

}  // namespace

assessment assess_key_facts(const key_facts& facts, const std::optional<std::uint64_t>& hub_total)
{
    assessment found;
    const auto given = size_from_config(facts.config);
    if (given.has_error())
        found.reason = "its key facts cannot be used: " + given.error().where;
    else if (!hub_total)
        found.reason = "its key facts cannot be proven without the Hub's total";
    if (!found.reason.empty())
        return found;

    // No tolerance: a total that is merely close proves nothing that was read at second hand.
    const auto [formula, reading] = explain_or_complete(facts.config, *given, {*hub_total}, 0);
    if (reading.fit != total_fit::exact)
    {
        found.reason = why_not_proven(formula, *hub_total);
        return found;
    }
    const auto origin = origin_of_facts();
    const auto explained = reading.explanation.empty() ? "" : ", " + reading.explanation;
    found.size = fields_of(formula, origin);
    name_unproven(found.size);
    put_params(found.size, reading.params, reading.text_params, origin.computed + explained);
    take_solved(found.size, reading);
    // A total without these layers does not prove them.
    if (!reading.is_mtp_counted)
        leave_out(found.size, "mtp_params", found.size.mtp_params);
    found.size.is_exact = true;
    leave_out_unstated(found.size, stated_in(facts.config));
    // What was left out may be what a row cannot do without.
    found.is_enough = is_publishable(found.size);
    if (!found.is_enough)
        found.reason = "its key facts do not say how many experts compute a token";
    return found;
}

}  // namespace muster
