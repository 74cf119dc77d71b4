#pragma once

#include "count.hpp"
#include "formula_size.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace muster {

struct family;

/// What mixes tokens in a layer.
enum class mixer_kind : std::uint8_t
{
    none,
    attention,
    mla,
    linear,  ///< one matrix in its place
    gated_delta,
    kimi_delta,
    lightning,
    mamba1,
    mamba2,
    attention_and_state,  ///< both: the state as the family's linear mixer keeps it
    plamo_mamba,
    rwkv4,
    rwkv5,
    rwkv6,
    rwkv7,
    short_conv,
    rg_lru,
    cross_attention,
    compressed,  ///< attention to a window and to compressed entries
};

/// In words: "latent attention".
std::string_view to_string(mixer_kind kind) noexcept;

struct layer_plan
{
    mixer_kind mixer = mixer_kind::attention;
    std::uint64_t window = 0;       ///< tokens; 0: all
    bool stores_kv = true;          ///< false: another layer's cache is used
    bool has_own_attention = true;  ///< false: the attention's weights are counted elsewhere
    bool has_indexer = false;
    std::uint64_t compression = 0;  ///< tokens to a compressed entry; 0: there are none
    std::uint64_t heads = 0;
    std::uint64_t kv_heads = 0;
    std::uint64_t head_dim = 0;    ///< of queries and keys
    std::uint64_t v_head_dim = 0;  ///< of values
    bool has_values = true;        ///< false: keys serve as values
    bool has_sinks = false;

    bool has_experts = false;
    int dense_matrices = 0;     ///< 0: no dense feed-forward part
    std::uint64_t ffn = 0;      ///< width of the dense part
    std::uint64_t experts = 0;  ///< 0: as many as the model has
    std::uint64_t expert_ffn = 0;
    std::uint64_t top_k = 0;
    std::uint64_t shared_ffn = 0;  ///< width of all shared experts together

    bool operator==(const layer_plan&) const = default;
};

/// Multi-head latent attention.
struct latent_ranks
{
    std::uint64_t q_lora = 0;  ///< 0: queries are not compressed
    std::uint64_t kv_lora = 0;
    std::uint64_t nope = 0;
    std::uint64_t rope = 0;
    std::uint64_t value = 0;
};

/// Layers of prediction that stand outside of what describes the language model.
struct outer_mtp
{
    std::uint64_t layers = 0;
    std::uint64_t windowed = 0;  ///< of these
};

/// A language model as read from its configuration: every layer's plan and what is counted so far.
struct text_model
{
    const family* kind = nullptr;
    std::uint64_t hidden = 0;
    std::uint64_t vocab = 0;
    std::uint64_t heads = 0;
    std::uint64_t kv_heads = 0;
    std::uint64_t head_dim = 0;
    std::uint64_t embedding_width = 0;  ///< of a table that is projected to hidden; else hidden
    std::uint64_t v_head_dim = 0;
    std::uint64_t rotary_dim = 0;  ///< of a head; 0: all of it
    std::uint64_t experts = 0;
    std::uint64_t expert_width = 0;  ///< what experts take and give; else hidden
    bool is_tied = false;
    bool has_head = true;  ///< false: what the layers give is all that there is
    count head = 0;        ///< what stands at the end in place of an output head; already added
    latent_ranks latent = {};
    outer_mtp drafting = {};
    std::vector<layer_plan> layers = {};
    bool is_ffn_given = true;  ///< false: the class's width, or none, stands for what is not said
    bool are_windows_given = true;  ///< false: the class's window stands for what is not said
    bool are_kinds_known = true;    ///< false: of some layers it is not known how they attend
    bool is_fixed_known =
        true;  ///< false: layers keep what they read elsewhere, as much as that is
    std::uint64_t norms_per_layer = 0;
    std::uint64_t norms_left_out = 0;  ///< of parts that some layers do not have

    count bare = 0;      ///< as formula_size::bare_params
    count unused = 0;    ///< as formula_size::unused_params
    count optional = 0;  ///< as formula_size::optional_params
    count buffers = 0;   ///< as formula_size::buffer_params
    count lookup = 0;    ///< as formula_size::lookup_params

    std::vector<params_part> parts = {};

    std::uint64_t experts_of(const layer_plan& layer) const
    {
        return layer.experts > 0 ? layer.experts : experts;
    }

    /// Adds a table that is looked up by token, and computes nothing.
    void add_lookup(std::string_view part, count params);

    /// Adds to a part; active: those that compute a token.
    void add(std::string_view part, count params, count active);
    void add(std::string_view part, count params) { add(part, params, params); }

    /// Takes from a part what was counted too much.
    void leave_out(std::string_view part, count params);

    /// Of all parts so far.
    count sum() const;
};

}  // namespace muster
