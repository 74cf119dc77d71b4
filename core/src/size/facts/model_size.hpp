#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// How a model attends. hybrid: some layers attend, others keep a state of fixed size.
/// none: no layer attends. Sliding windows do not change the kind.
enum class attention_kind
{
    none,
    mha,
    mqa,
    gqa,
    mla,
    hybrid,
};

/// As models.json spells it.
std::string_view to_string(attention_kind kind) noexcept;

/// What a published field was derived from, in words ("Hub totals", "config.json formula").
struct field_origin
{
    std::string field = {};
    std::string evidence = {};
};

/// What is known of a model's size. An absent field is not known; it is never zero.
struct model_size
{
    /// All weights that a server loads: vision and audio towers counted, layers for speculative
    /// decoding (MTP), quantisation scales and a second copy of a tied head not.
    std::optional<std::uint64_t> params = {};

    /// Weights that take part in computing one token, of the text part: routed experts as far as
    /// they are chosen, the input embedding left out, the output head counted (tied or not).
    std::optional<std::uint64_t> active_params = {};

    /// Whether params is certain to the parameter: explained by a formula, or counted from headers.
    bool is_exact = false;

    /// Of params: tables that are looked up by token and take no part in computing it (n-grams,
    /// embeddings of each layer), beside the input embedding. Engines may keep them in RAM.
    std::optional<std::uint64_t> lookup_params = {};

    /// Of params: the language model alone; absent where it could not be told apart.
    std::optional<std::uint64_t> text_params = {};

    /// Beside params: layers for multi-token prediction, where the model has any, as they are
    /// stored.
    std::optional<std::uint64_t> mtp_params = {};

    std::optional<std::uint64_t> layers = {};
    std::optional<std::uint64_t> hidden = {};

    /// False where every token passes all weights; absent where that is not known.
    std::optional<bool> is_moe = {};

    /// Heads and width of what is cached: one head of kv_lora_rank + qk_rope_head_dim for MLA.
    std::optional<std::uint64_t> kv_heads = {};
    std::optional<std::uint64_t> head_dim = {};
    std::optional<attention_kind> attention = {};

    /// Bytes that each further token adds to a sequence's cache at 16 bits; layers with a
    /// window add none.
    std::optional<std::uint64_t> kv_bytes_per_token = {};

    /// Bytes of a sequence that do not grow: full windows, states. Ideal: no engine's slack.
    std::optional<std::uint64_t> kv_bytes_fixed = {};

    /// Tokens that an engine takes by default. See scaled_ctx_len in formula_size.
    std::optional<std::uint64_t> ctx_len = {};

    /// As the configuration names it: "bfloat16".
    std::optional<std::string> dtype = {};

    /// How the repository packs its weights, as weight_format spells it ("fp8"); absent where they
    /// are not quantised, or in a way that is not known.
    std::optional<std::string> weight_format = {};

    /// Of params: matrices of the language model's layers, which quantisation packs, and those of
    /// routed experts among them. Absent where they could not be told apart.
    std::optional<std::uint64_t> matrix_params = {};
    std::optional<std::uint64_t> expert_params = {};

    std::vector<field_origin> origin = {};
};

/// Active parameters divided by all of the language model, and 0 for a model that is not a
/// mixture of experts; absent where it is not known.
std::optional<double> moe_active_ratio(const model_size& size);

/// Six decimals, as models.json has it: more would be noise of the division.
double round_active_ratio(double ratio);

/// The evidence of a field, or nothing.
std::string_view origin_of(const model_size& size, std::string_view field);

/// Whether models.json may hold it: params, layers, hidden and the active ratio are known.
bool is_publishable(const model_size& size);

}  // namespace muster
