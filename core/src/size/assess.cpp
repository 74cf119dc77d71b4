#include "assess.hpp"

#include "assess_key_facts.hpp"
#include "assess_totals.hpp"
#include "formula_fields.hpp"
#include "relatives.hpp"
#include "size/facts/tensor_sums.hpp"
#include "stated_packing.hpp"
#include "totals.hpp"
#include "why_unsized.hpp"

#include <vector>

namespace muster {

namespace {

assessment with_config_alone(const evidence& known, const formula_size& formula)
{
    const auto origin = origin_of_config(known);
    assessment found;
    found.size = fields_of(formula, origin);
    // Whether a repository stores them, only its total or its headers say.
    leave_out(found.size, "mtp_params", found.size.mtp_params);
    found.may_headers_help = true;
    found.kind = unsized_kind::not_modelled;
    if (formula.match != family_match::modelled)
        found.reason = "the architecture \"" + formula.model_type + "\" is " +
                       (formula.match == family_match::generic
                            ? "not known and no total confirms the plain formula"
                            : "known by its name alone, and no total confirms its formula");
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
        // How a quantised repository stores what it has, only its total or its headers say.
        found.size.is_exact = formula.is_proven && formula.quant_method.empty();
        found.may_headers_help = false;
        found.is_enough = true;
    }
    return found;
}

// What is added is not known to fit: the size is that of the base, and not certain.
assessment with_config_of_base(const evidence& known, const formula_size& formula)
{
    auto found = with_config_alone(known, formula);
    found.may_headers_help = false;
    found.size.is_exact = false;
    for (auto& one : found.size.origin)
        one.evidence += ", which is that of the base of an adapter";
    if (!found.is_enough)
        found.reason = "it holds an adapter, and of its base: " + found.reason;
    return found;
}

// Headers show whether MTP layers are stored, whatever the configuration says of them.
void put_stored_mtp(model_size& size, std::uint64_t mtp)
{
    leave_out(size, "mtp_params", size.mtp_params);
    if (mtp > 0)
        put_field(size, "mtp_params", size.mtp_params, mtp, "tensor headers");
}

assessment
with_headers(const evidence& known, const formula_size& formula, const evidence_policy& policy)
{
    // A tied head that is stored all the same would be counted twice.
    const auto sums = sum_tensors(known.tensors, formula.tied_head_params > 0);
    assessment found;
    found.size = fields_of(formula, origin_of_config(known));
    // As one number: what is unpacked and without scales is explained as a plain total is.
    const auto reading = explain_total(formula, {sums.params + sums.mtp}, policy.tolerance);
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
    put_stored_mtp(found.size, sums.mtp);
    // How words are unpacked is read from names and the configuration.
    found.size.is_exact = formula.quant_method.empty() || reading.fit == total_fit::exact;
    found.is_enough = true;
    return found;
}

assessment without_config(const evidence& known, const evidence_policy& policy)
{
    assessment found;
    auto why = why_no_config(known, policy);
    // Everybody sees the total of a gated model, which may complete what a person pins.
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

// More evidence never makes a size worse: what is certain counts before what is more direct.
// Precondition: there is one.
assessment best_of(std::vector<assessment> found)
{
    for (auto& one : found)
        if (one.is_enough && one.size.is_exact)
            return std::move(one);
    for (auto& one : found)
        if (one.is_enough)
            return std::move(one);
    // None is enough: the reason of the most direct evidence is told.
    return std::move(found.front());
}

assessment by_config(const evidence& known, const evidence_policy& policy)
{
    const auto formula = size_from_own_config(known);
    if (formula.has_error())
        return {.reason = formula.error().where, .kind = unsized_kind::not_modelled};
    std::vector<assessment> found;
    // Before any total: that of an adapter counts the adapter alone.
    if (stores_adapter_alone(known))
        return with_config_of_base(known, *formula);
    // The most direct evidence first: that decides between two that are as certain.
    if (policy.uses_headers && known.headers == ask_state::present && !known.tensors.empty())
        found.push_back(with_headers(known, *formula, policy));
    if (policy.uses_totals && known.total)
        found.push_back(assess_totals(known, *formula, policy));
    if (found.empty())
        return with_config_alone(known, *formula);
    return best_of(std::move(found));
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
    // Both reasons: a person may mend either.
    found.reason += "; " + by_facts.reason;
    if (by_facts.size.params)
        found.size = std::move(by_facts.size);
    return found;
}

// The weakest evidence comes last: it only fills what nothing else has told.
void add_format_in_name(const evidence& known, model_size& size)
{
    const auto format = format_in_name(known.model_id);
    const bool is_missing = size.params && !size.weight_format;
    if (is_missing && !format.empty() && may_name_say_packing(known))
        put_field(size, "weight_format", size.weight_format, std::string(format), "its name");
}

assessment assess_all(const evidence& known, const evidence_policy& policy)
{
    if (!policy.uses_config || known.config_state != ask_state::present)
        return with_key_facts(known, policy);
    auto found = by_config(known, policy);
    add_tokenizer_limit(known, found.size);
    return found;
}

}  // namespace

assessment assess(const evidence& known, const evidence_policy& policy)
{
    auto found = assess_all(known, policy);
    add_format_in_name(known, found.size);
    return found;
}

}  // namespace muster
