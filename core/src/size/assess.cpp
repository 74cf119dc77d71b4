#include "assess.hpp"

#include "completions.hpp"
#include "size/facts/tensor_sums.hpp"
#include "size/rules/config_formula.hpp"
#include "totals.hpp"

namespace muster {

namespace {

std::string config_origin(const evidence& known)
{
    if (!known.config_from)
        return "config.json";
    return "config.json of " + *known.config_from +
           ", which names this as its base model and has the same total";
}

void note(model_size& size, std::string_view field, std::string evidence)
{
    size.origin.push_back({std::string(field), std::move(evidence)});
}

template <class T>
void put(
    model_size& size,
    std::string_view field,
    std::optional<T>& member,
    T value,
    const std::string& evidence
)
{
    member = std::move(value);
    note(size, field, evidence);
}

void put_caches(model_size& size, const formula_size& formula, const std::string& evidence)
{
    put(size, "kv_bytes_per_token", size.kv_bytes_per_token, formula.kv_bytes_per_token, evidence);
    put(size, "kv_bytes_fixed", size.kv_bytes_fixed, formula.kv_bytes_fixed, evidence);
}

// All but params, which other evidence may know better.
model_size from_formula(const formula_size& formula, const std::string& config)
{
    const auto by_formula = config + " formula";
    model_size size;
    put(size, "active_params", size.active_params, formula.active_params, by_formula);
    put(size, "layers", size.layers, formula.layers, config);
    put(size, "hidden", size.hidden, formula.hidden, config);
    put(size, "attention", size.attention, formula.attention, config);
    if (formula.are_windows_given)
        put_caches(size, formula, by_formula);
    size.is_moe = formula.is_moe;
    if (formula.is_moe)
        note(size, "moe_active_ratio", by_formula);
    if (formula.mtp_params > 0)
        size.mtp_params = formula.mtp_params;
    if (formula.kv_heads)
        put(size, "kv_heads", size.kv_heads, *formula.kv_heads, config);
    if (formula.head_dim)
        put(size, "head_dim", size.head_dim, *formula.head_dim, config);
    if (formula.ctx_len)
        put(size, "ctx_len", size.ctx_len, *formula.ctx_len, config);
    if (formula.dtype)
        put(size, "dtype", size.dtype, *formula.dtype, config);
    return size;
}

void put_params(
    model_size& size, std::uint64_t params, std::uint64_t text_params, const std::string& evidence
)
{
    put(size, "params", size.params, params, evidence);
    if (text_params > 0)
        size.text_params = text_params;
}

std::string describe(const total_reading& reading, const std::string& config)
{
    std::string words;
    switch (reading.fit)
    {
        case total_fit::exact: words = config + " formula, equal to the Hub totals"; break;
        case total_fit::close: words = "Hub totals"; break;
        case total_fit::packed: words = config + " formula, beside the Hub total"; break;
        case total_fit::towers: words = "Hub totals, the language model by formula"; break;
        case total_fit::apart: break;
    }
    return reading.explanation.empty() ? words : words + ", " + reading.explanation;
}

// What follows from the width that the total tells.
void take_solved(model_size& size, const total_reading& reading)
{
    size.active_params = reading.active_params;
    if (!size.active_params)
        std::erase_if(size.origin, [](const auto& one) { return one.field == "active_params"; });
    size.mtp_params.reset();
    if (reading.mtp_params > 0)
        size.mtp_params = reading.mtp_params;
}

// Where the configuration leaves the width open, only a fit to the parameter says anything; where
// it leaves out a tower, that fit says more than the total.
completed_reading
explain(const evidence& known, const formula_size& formula, const evidence_policy& policy)
{
    completed_reading found{formula, explain_total(formula, *known.total, policy.tolerance)};
    const bool is_open = formula.params_per_width > 0 || !formula.are_towers_counted;
    if (!is_open || found.reading.fit == total_fit::exact)
        return found;
    if (auto completed = explain_completed(known.config, *known.total))
        return std::move(*completed);
    if (formula.params_per_width > 0)
        found.reading.fit = total_fit::apart;
    return found;
}

assessment
with_totals(const evidence& known, const formula_size& given, const evidence_policy& policy)
{
    const auto config = config_origin(known);
    const auto [formula, reading] = explain(known, given, policy);
    assessment found;
    found.size = from_formula(formula, config);
    // What an unknown architecture packs cannot be told, nor by words whether a head is tied.
    const bool is_guess = reading.fit == total_fit::packed &&
                          (formula.match != family_match::modelled || !formula.is_tie_given);
    if (reading.fit == total_fit::apart || is_guess)
    {
        found.may_headers_help = true;
        found.reason = "the Hub's total " + std::to_string(*known.total) + " and the formula's " +
                       std::to_string(formula.text_params + formula.tower_params) + " disagree";
        return found;
    }
    put_params(found.size, reading.params, reading.text_params, describe(reading, config));
    take_solved(found.size, reading);
    found.is_enough = true;
    return found;
}

assessment with_config_alone(const evidence& known, const formula_size& formula)
{
    const auto config = config_origin(known);
    assessment found;
    found.size = from_formula(formula, config);
    found.may_headers_help = true;
    if (formula.match != family_match::modelled)
        found.reason = "the architecture \"" + formula.model_type +
                       "\" is not known and no total confirms the plain formula";
    else if (formula.params_per_width > 0)
        found.reason = "config.json does not say how wide the feed-forward part is";
    else if (!formula.are_towers_counted)
        found.reason = "its vision or audio part is of a kind that is not modelled";
    else
    {
        put_params(
            found.size,
            formula.text_params + formula.tower_params,
            formula.text_params,
            config + " formula"
        );
        found.is_enough = true;
    }
    return found;
}

assessment
with_headers(const evidence& known, const formula_size& formula, const evidence_policy& policy)
{
    const auto config = config_origin(known);
    const auto sums = sum_tensors(known.tensors, formula.tied_head_params > 0);
    assessment found;
    found.size = from_formula(formula, config);
    const auto reading = explain_total(formula, sums.params + sums.mtp, policy.tolerance);
    if (reading.fit == total_fit::apart)
    {
        found.reason = "tensor headers count " + std::to_string(sums.params) +
                       " weights and the formula of \"" + formula.model_type + "\" " +
                       std::to_string(formula.text_params + formula.tower_params);
        return found;
    }
    std::string words = "tensor headers";
    if (known.total && *known.total != sums.elements)
        words += ", where the Hub's total says " + std::to_string(*known.total);
    put_params(found.size, sums.params, sums.params - sums.tower, words);
    found.is_enough = true;
    return found;
}

std::string why_no_config(const evidence& known)
{
    switch (known.config_state)
    {
        case ask_state::gated:
            return "config.json is gated and no copy that may be read lends its own";
        case ask_state::absent: return "there is no config.json";
        case ask_state::unreadable:
            return "config.json is not what it should be (" + known.config_fault + ")";
        case ask_state::failed: return "config.json could not be fetched";
        default:
            return known.gate == gating::open
                       ? "config.json was not asked for"
                       : "config.json is gated and no copy that may be read lends its own";
    }
}

assessment without_config(const evidence& known, const evidence_policy& policy)
{
    assessment found;
    const auto why =
        policy.uses_config ? why_no_config(known) : std::string("config.json may not be used");
    if (known.total && policy.uses_totals && known.gate != gating::open)
        put_params(found.size, *known.total, 0, "Hub totals");
    found.reason = why + ", so layers and width are not known";
    return found;
}

// A tokenizer's limit is often a leftover: it counts where the configuration says nothing.
void add_tokenizer_limit(const evidence& known, model_size& size)
{
    if (!size.ctx_len && known.tokenizer_max_tokens)
        put(size, "ctx_len", size.ctx_len, *known.tokenizer_max_tokens, "tokenizer_config.json");
}

assessment by_config(const evidence& known, const evidence_policy& policy)
{
    const auto formula = size_from_config(known.config);
    if (formula.has_error())
        return {.reason = formula.error().where};
    if (policy.uses_headers && known.headers == ask_state::present && !known.tensors.empty())
        return with_headers(known, *formula, policy);
    if (policy.uses_totals && known.total)
        return with_totals(known, *formula, policy);
    return with_config_alone(known, *formula);
}

}  // namespace

assessment assess(const evidence& known, const evidence_policy& policy)
{
    if (!policy.uses_config || known.config_state != ask_state::present)
        return without_config(known, policy);
    auto found = by_config(known, policy);
    add_tokenizer_limit(known, found.size);
    return found;
}

}  // namespace muster
