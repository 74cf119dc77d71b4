#include "explain.hpp"

#include "explain_layers.hpp"
#include "muster/json_text.hpp"
#include "size/rules/config_formula.hpp"
#include "stated_packing.hpp"
#include "text/amount.hpp"
#include "totals.hpp"

namespace muster {

namespace {

// "experts 29,595,009,024 + router 12,582,912"
std::string sum_of_parts(const formula_size& formula, bool are_active)
{
    std::string sum;
    for (const auto& part : formula.parts)
    {
        const auto amount = are_active ? part.active_params : part.params;
        if (amount > 0)
            sum.append(sum.empty() ? "" : " + ")
                .append(part.name)
                .append(" " + with_separators(amount));
    }
    return sum;
}

// What is stored, and no part of the number.
void beside(std::string& words, std::uint64_t params, std::string_view name)
{
    if (params > 0)
        words.append("; not counted: ").append(name).append(" " + with_separators(params));
}

// Facts are used whole or not at all: the origin of one field tells for all.
bool is_by_key_facts(const model_size& size, const evidence& known)
{
    return known.facts && origin_of(size, "layers").starts_with(key_facts_origin);
}

// The configuration that a size came from: the model's own, key facts of it, or that of what it was
// made from.
const boost::json::object& config_of(const model_size& size, const evidence& known)
{
    if (is_by_key_facts(size, known))
        return known.facts->config;
    const bool is_own = known.config_state == ask_state::present || !known.base;
    return is_own ? known.config : known.base->config;
}

formula_size formula_of(const model_size& size, const evidence& known)
{
    // Computed again rather than stored: an explanation is asked for one model at a time.
    const bool is_own = known.config_state == ask_state::present && !is_by_key_facts(size, known);
    const auto read =
        is_own ? size_from_own_config(known) : size_from_config(config_of(size, known));
    return read.has_value() ? *read : formula_size{};
}

std::string where_facts_were_read(const model_size& size, const evidence& known)
{
    if (!is_by_key_facts(size, known))
        return {};
    return "as read in " + known.facts->from + ", checked " + known.facts->checked;
}

// Where the total told what the formula does not know, the parts alone would mislead.
void compare_sum(std::string& words, std::uint64_t sum, std::uint64_t params)
{
    if (words.empty() || sum == params)
        return;
    words.append(", together ").append(with_separators(sum)).append("; ");
    words.append(with_separators(sum < params ? params - sum : sum - params));
    words.append(sum < params ? " more follow from the total" : " fewer follow from the total");
}

// What was computed for a total that counts packed words or scales.
std::string packed_arithmetic(const formula_size& formula, const evidence& known)
{
    if (!known.total || formula.packed.empty())
        return {};
    // The sum is kept nowhere: the total is explained again, as it was when the model was sized.
    const auto reading = explain_total(formula, {*known.total, known.named, known.stored}, 0);
    if (reading.packed_sum.empty())
        return {};
    return "; the total " + with_separators(*known.total) + " is " + reading.packed_sum +
           "; all else " + with_separators(*known.total - reading.packed_stored);
}

std::string
params_arithmetic(const model_size& size, const formula_size& formula, const evidence& known)
{
    auto words = sum_of_parts(formula, false);
    compare_sum(words, formula.text_params + formula.tower_params, size.params.value_or(0));
    beside(words, size.mtp_params.value_or(0), "MTP layers");
    if (formula.is_tied)
        beside(words, formula.tied_head_params, "the head, which is the tied embedding again,");
    return words + packed_arithmetic(formula, known);
}

/// Collects rows in the order in which they are read. Refers to the size.
class explainer
{
public:
    explicit explainer(const model_size& size) : size_(size) {}

    void number(std::string_view field, std::optional<std::uint64_t> value, std::string how = {})
    {
        if (value)
            add(field, with_separators(*value), std::move(how));
    }

    void add(std::string_view field, std::string value, std::string how = {})
    {
        rows_.push_back(
            {std::string(field),
             std::move(value),
             std::string(origin_of(size_, field)),
             std::move(how)}
        );
    }

    std::vector<explanation> take() { return std::move(rows_); }

private:
    const model_size& size_;
    std::vector<explanation> rows_;
};

std::string ratio_arithmetic(const model_size& size)
{
    // As moe_active_ratio() divides: a token of text passes no tower.
    const auto total = size.text_params ? size.text_params : size.params;
    if (!size.is_moe.value_or(false) || !size.active_params || !total)
        return "no mixture of experts: every token passes all layers";
    return with_separators(*size.active_params) + " / " + with_separators(*total);
}

std::string active_arithmetic(const model_size& size, const formula_size& formula)
{
    auto words = sum_of_parts(formula, true);
    compare_sum(words, formula.active_params, size.active_params.value_or(0));
    return words;
}

std::string context_arithmetic(const model_size& size, const formula_size& formula)
{
    // A length that a tokenizer or a file's header says is not the one that is scaled.
    if (!formula.scaled_ctx_len || size.ctx_len != formula.ctx_len)
        return {};
    return "with the scaling that config.json describes: " +
           with_separators(*formula.scaled_ctx_len);
}

// Both in one line, or the one that is there.
std::string with(const std::string& a, const std::string& b)
{
    return a.empty() || b.empty() ? a + b : a + "; " + b;
}

}  // namespace

std::vector<explanation> explain(const model_size& size, const evidence& known)
{
    const auto formula = formula_of(size, known);
    explainer rows(size);
    rows.number("params", size.params, params_arithmetic(size, formula, known));
    if (size.params)
        rows.add("exact", size.is_exact ? "true" : "false");
    rows.number("active_params", size.active_params, active_arithmetic(size, formula));
    if (const auto ratio = moe_active_ratio(size))
    {
        std::string value;
        append_json_number(value, round_active_ratio(*ratio));
        rows.add("moe_active_ratio", std::move(value), ratio_arithmetic(size));
    }
    rows.number("mtp_params", size.mtp_params, "beside params, as they are stored");
    rows.number("lookup_params", size.lookup_params, "looked up by token: of params, never active");
    rows.number(
        "layers", size.layers, with(layers_arithmetic(formula), where_facts_were_read(size, known))
    );
    rows.number("hidden", size.hidden);
    rows.number("kv_heads", size.kv_heads);
    rows.number("head_dim", size.head_dim);
    if (size.attention)
        rows.add("attention", std::string(to_string(*size.attention)));
    rows.number("kv_bytes_per_token", size.kv_bytes_per_token, cache_arithmetic(size, formula));
    rows.number("kv_bytes_fixed", size.kv_bytes_fixed, fixed_arithmetic(size, formula));
    rows.number("ctx_len", size.ctx_len, context_arithmetic(size, formula));
    if (size.dtype)
        rows.add("dtype", *size.dtype);
    if (size.weight_format)
        rows.add("weight_format", *size.weight_format);
    rows.number("matrix_params", size.matrix_params, "matrices of the layers, which formats pack");
    rows.number("expert_params", size.expert_params, "of these, in routed experts");
    return rows.take();
}

std::string explain_text(const std::vector<explanation>& explanations)
{
    std::string text;
    for (const auto& one : explanations)
    {
        if (!text.empty())
            text += '\n';
        text += one.field + " = " + one.value;
        if (!one.evidence.empty())
            text += "  (" + one.evidence + ')';
        if (!one.arithmetic.empty())
            text += "\n    " + one.arithmetic;
    }
    return text;
}

}  // namespace muster
