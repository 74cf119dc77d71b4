#include "assess.hpp"

#include "assess_key_facts.hpp"
#include "formula_fields.hpp"
#include "relatives.hpp"
#include "size/facts/tensor_sums.hpp"
#include "size/rules/config_formula.hpp"
#include "totals.hpp"
#include "why_unsized.hpp"

namespace muster {

namespace {

std::string config_origin(const evidence& known)
{
    if (!known.config_from)
        return "config.json";
    return "config.json of " + *known.config_from +
           ", which names this as its base model and has the same total";
}

formula_origin origin_of_config(const evidence& known)
{
    const auto config = config_origin(known);
    return {config, config + " formula"};
}

std::string describe(const total_reading& reading, const std::string& config)
{
    std::string words;
    switch (reading.fit)
    {
        case total_fit::exact: words = config + " formula, equal to the Hub totals"; break;
        case total_fit::open:
        case total_fit::close: words = "Hub totals"; break;
        case total_fit::scales:
        case total_fit::packed: words = config + " formula, beside the Hub total"; break;
        case total_fit::towers: words = "Hub totals, the language model by formula"; break;
        case total_fit::apart: break;
    }
    return reading.explanation.empty() ? words : words + ", " + reading.explanation;
}

assessment
with_totals(const evidence& known, const formula_size& given, const evidence_policy& policy)
{
    const auto [formula, reading] =
        explain_or_complete(known.config, given, *known.total, policy.tolerance);
    assessment found;
    found.size = fields_of(formula, origin_of_config(known));
    // What an unknown architecture packs cannot be told, nor by words whether a head is tied.
    const bool is_guess = reading.fit == total_fit::packed &&
                          (formula.match != family_match::modelled || !formula.is_tie_given);
    if (reading.fit == total_fit::apart || is_guess)
    {
        found.may_headers_help = true;
        found.kind = unsized_kind::disagreement;
        found.reason = "the Hub's total " + std::to_string(*known.total) + " and the formula's " +
                       std::to_string(formula.text_params + formula.tower_params) + " disagree";
        return found;
    }
    put_params(
        found.size, reading.params, reading.text_params, describe(reading, config_origin(known))
    );
    take_solved(found.size, reading);
    found.is_enough = true;
    return found;
}

assessment with_config_alone(const evidence& known, const formula_size& formula)
{
    const auto origin = origin_of_config(known);
    assessment found;
    found.size = fields_of(formula, origin);
    found.may_headers_help = true;
    found.kind = unsized_kind::not_modelled;
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
            origin.computed
        );
        found.is_enough = true;
    }
    return found;
}

assessment
with_headers(const evidence& known, const formula_size& formula, const evidence_policy& policy)
{
    const auto sums = sum_tensors(known.tensors, formula.tied_head_params > 0);
    assessment found;
    found.size = fields_of(formula, origin_of_config(known));
    const auto reading = explain_total(formula, sums.params + sums.mtp, policy.tolerance);
    if (reading.fit == total_fit::apart)
    {
        found.kind = unsized_kind::disagreement;
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

assessment without_config(const evidence& known, const evidence_policy& policy)
{
    assessment found;
    auto why = why_no_config(known, policy);
    if (known.total && policy.uses_totals && known.gate != gating::open)
        put_params(found.size, *known.total, 0, "Hub totals");
    found.reason = std::move(why.text);
    found.kind = why.kind;
    return found;
}

// A tokenizer's limit is often a leftover: it counts where the configuration says nothing.
void add_tokenizer_limit(const evidence& known, model_size& size)
{
    if (!size.ctx_len && known.tokenizer_max_tokens)
        put_field(
            size, "ctx_len", size.ctx_len, *known.tokenizer_max_tokens, "tokenizer_config.json"
        );
}

assessment by_config(const evidence& known, const evidence_policy& policy)
{
    const auto formula = size_from_config(known.config);
    if (formula.has_error())
        return {.reason = formula.error().where, .kind = unsized_kind::not_modelled};
    if (policy.uses_headers && known.headers == ask_state::present && !known.tensors.empty())
        return with_headers(known, *formula, policy);
    if (policy.uses_totals && known.total)
        return with_totals(known, *formula, policy);
    return with_config_alone(known, *formula);
}

// Facts that do not prove themselves are no evidence, and the reason says so.
assessment with_key_facts(const evidence& known, const evidence_policy& policy)
{
    auto found = without_config(known, policy);
    const bool may_be_used = policy.uses_config && policy.uses_totals && !is_adapter(known);
    if (!known.facts || !may_be_used)
        return found;
    auto by_facts = assess_key_facts(*known.facts, known.total);
    if (by_facts.is_enough)
        return by_facts;
    found.reason += "; " + by_facts.reason;
    if (by_facts.size.params)
        found.size = std::move(by_facts.size);
    return found;
}

}  // namespace

assessment assess(const evidence& known, const evidence_policy& policy)
{
    if (!policy.uses_config || known.config_state != ask_state::present)
        return with_key_facts(known, policy);
    auto found = by_config(known, policy);
    add_tokenizer_limit(known, found.size);
    return found;
}

}  // namespace muster
