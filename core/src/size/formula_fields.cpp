#include "formula_fields.hpp"

namespace muster {

namespace {

void put_caches(model_size& size, const formula_size& formula, const std::string& evidence)
{
    put_field(
        size, "kv_bytes_per_token", size.kv_bytes_per_token, formula.kv_bytes_per_token, evidence
    );
    // What reads another input keeps all of it, however long that is.
    if (formula.is_fixed_known)
        put_field(size, "kv_bytes_fixed", size.kv_bytes_fixed, formula.kv_bytes_fixed, evidence);
}

// Where the width is not given, what depends on it is not known.
void put_matrices(model_size& size, const formula_size& formula, const std::string& evidence)
{
    if (formula.linear_params == 0 || formula.params_per_width > 0)
        return;
    put_field(size, "matrix_params", size.matrix_params, formula.linear_params, evidence);
    if (formula.expert_params > 0)
        put_field(size, "expert_params", size.expert_params, formula.expert_params, evidence);
}

// With what a total adds to them; a few more are no fault.
constexpr std::size_t fields_expected = 16;

}  // namespace

model_size fields_of(const formula_size& formula, const formula_origin& origin)
{
    model_size size;
    size.origin.reserve(fields_expected);
    put_field(size, "active_params", size.active_params, formula.active_params, origin.computed);
    put_field(size, "layers", size.layers, formula.layers, origin.read);
    put_field(size, "hidden", size.hidden, formula.hidden, origin.read);
    if (formula.are_kinds_known)
        put_field(size, "attention", size.attention, formula.attention, origin.read);
    // A layer of unknown kind or window could keep anything: no number is better than a wrong one.
    if (formula.are_kinds_known && formula.are_windows_given)
        put_caches(size, formula, origin.computed);
    // The ratio is what is published; that a model is dense needs no evidence of its own.
    size.is_moe = formula.is_moe;
    if (formula.is_moe)
        size.origin.push_back({"moe_active_ratio", origin.computed});
    if (formula.mtp_params > 0)
        put_field(size, "mtp_params", size.mtp_params, formula.mtp_params, origin.computed);
    if (formula.lookup_params > 0)
        put_field(
            size, "lookup_params", size.lookup_params, formula.lookup_params, origin.computed
        );
    if (formula.kv_heads)
        put_field(size, "kv_heads", size.kv_heads, *formula.kv_heads, origin.read);
    if (formula.head_dim)
        put_field(size, "head_dim", size.head_dim, *formula.head_dim, origin.read);
    if (formula.ctx_len)
        put_field(
            size,
            "ctx_len",
            size.ctx_len,
            *formula.ctx_len,
            formula.is_ctx_given ? origin.read : "default of the class, beside " + origin.read
        );
    if (formula.dtype)
        put_field(size, "dtype", size.dtype, *formula.dtype, origin.read);
    if (!formula.weight_format.empty())
        put_field(
            size,
            "weight_format",
            size.weight_format,
            std::string(formula.weight_format),
            origin.read
        );
    put_matrices(size, formula, origin.computed);
    return size;
}

void put_params(
    model_size& size, std::uint64_t params, std::uint64_t text_params, const std::string& evidence
)
{
    put_field(size, "params", size.params, params, evidence);
    if (text_params > 0)
        size.text_params = text_params;
}

void take_solved(model_size& size, const total_reading& reading)
{
    if (reading.active_params)
        size.active_params = reading.active_params;
    else
        // It is open whether the head is tied, and with it what a token passes.
        leave_out(size, "active_params", size.active_params);
    // A configuration may speak of layers that this repository does not store.
    if (reading.is_mtp_counted && reading.mtp_params > 0)
        size.mtp_params = reading.mtp_params;
    else
        leave_out(size, "mtp_params", size.mtp_params);
}

completed_reading explain_or_complete(
    const boost::json::object& config,
    const formula_size& formula,
    const hub_total& hub,
    double tolerance
)
{
    completed_reading found{formula, explain_total(formula, hub, tolerance)};
    const bool is_open = formula.params_per_width > 0 || !formula.are_towers_counted;
    if (!is_open || found.reading.fit == total_fit::exact)
        return found;
    if (auto completed = explain_completed(config, hub.total))
        return std::move(*completed);
    // The width is a guess: a total that is near it confirms nothing.
    if (formula.params_per_width > 0)
        found.reading.fit = total_fit::apart;
    return found;
}

}  // namespace muster
