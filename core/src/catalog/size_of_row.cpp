#include "size_of_row.hpp"

#include <cmath>

namespace muster {

namespace {

// The ratio is of the language model, and rounded: the fewest that give it.
std::optional<std::uint64_t> text_params_of(const model_row& row)
{
    constexpr double half_a_digit = 5e-7;
    if (!row.active_params || row.moe_active_ratio <= 0)
        return {};
    const auto active = static_cast<double>(*row.active_params);
    return static_cast<std::uint64_t>(active / (row.moe_active_ratio + half_a_digit));
}

}  // namespace

model_size size_of(const model_row& row)
{
    model_size size;
    // A pin, and a row of an earlier version, has rounded billions alone.
    size.params = row.params.value_or(static_cast<std::uint64_t>(std::llround(row.params_b * 1e9)));
    size.active_params = row.active_params;
    size.lookup_params = row.lookup_params;
    size.text_params = text_params_of(row);
    size.layers = row.layers;
    size.hidden = row.hidden;
    size.ctx_len = row.ctx_len;
    size.kv_heads = row.kv_heads;
    size.head_dim = row.head_dim;
    size.kv_bytes_per_token = row.kv_bytes_per_token;
    size.kv_bytes_fixed = row.kv_bytes_fixed;
    size.dtype = row.dtype;
    size.weight_format = row.weight_format;
    size.matrix_params = row.matrix_params;
    size.expert_params = row.expert_params;
    return size;
}

}  // namespace muster
