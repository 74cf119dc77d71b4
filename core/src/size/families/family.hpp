#pragma once

#include "size/facts/text_model.hpp"

#include <string_view>

namespace muster {

class config_view;

/// Whether a part exists: fixed by the class, or said by a member of config.json.
struct toggle
{
    std::string_view keys = {};
    bool fallback = false;
};

inline constexpr toggle never = {};
inline constexpr toggle always = {{}, true};
constexpr toggle by(std::string_view keys, bool fallback = false) { return {keys, fallback}; }
bool holds(const toggle& part, const config_view& config);

/// The weights of one normalisation.
enum class norm_kind
{
    weightless,
    weight,
    weight_and_bias,
};

enum class qk_norm_kind
{
    none,
    head,         ///< one vector of head_dim for queries, one for keys
    head_biased,  ///< the same with biases
    every_head,   ///< a vector for each head
};

/// Which layers attend only to a window, where no list says it for each layer.
enum class window_rule
{
    none,
    all,      ///< all, when the window is set
    even,     ///< layers 0, 2, 4 ...
    pattern,  ///< all but each p-th; the last word is the layer i with (i + 1) % p == 0
    upper,    ///< from max_window_layers on, when use_sliding_window
};

/// Which layers have experts.
enum class moe_rule
{
    none,
    all,
    sparse_step,  ///< each decoder_sparse_step-th that mlp_only_layers does not name
    after_dense,  ///< from first_k_dense_replace (num_dense_layers) on, moe_layer_freq
    interval,     ///< moe_layer_interval between a start and an end
    listed,       ///< as mlp_layer_types, is_moe_layer or moe_layers_enum say
    period,       ///< expert_layer_period and expert_layer_offset
    interleaved,  ///< moe_layers, or each interleave_moe_layer_step-th
};

enum class mtp_kind
{
    none,
    deepseek,               ///< a layer as the last, 2h x h, three norms, embedding and head again
    without_embedding,      ///< the same without a second embedding and head
    attention_and_experts,  ///< a layer of attention and one of experts, 2h x h, three norms
    dense,                  ///< a windowed layer without experts, 2h x h, three norms
    dense_with_embedding,   ///< the same with a second embedding
    dense_by_list,          ///< dense layers, with windows or without as a list says, two norms
    with_streams,           ///< without_embedding, with connections of streams
    compressed,             ///< see compressed.hpp
};

/// One architecture: what its class fixes, and under which keys its configuration says the rest.
/// A new family is a row of a table (family_tables.hpp); only a rule that no row can say needs
/// code.
struct family
{
    std::string_view model_types = {};  ///< separated by spaces
    std::string_view defaults = {};     ///< of the class, "key=value key=value"

    /// Not all is known of it: its size is believed where a total confirms it.
    bool is_tentative = false;

    /// Known as this class alone, as its name ends; others of the type have further parts.
    std::string_view only_class = {};

    /// No output head, and nothing is cached. Repositories may hold a pooler, or lack it.
    bool is_encoder = false;
    bool has_pooler = false;
    bool keeps_pooler = false;  ///< in the class that guesses words, too
    toggle head_dense_bias = always;

    std::string_view vocab_keys = "vocab_size padded_vocab_size";

    mixer_kind mixer = mixer_kind::attention;
    mixer_kind linear_mixer = mixer_kind::gated_delta;  ///< of layers called linear or mamba
    toggle state_norms = never;                         ///< of Mamba's step, input and output
    toggle qkv_bias = by("attention_bias");
    toggle key_bias = always;  ///< false: of the three, keys have none
    toggle o_bias = by("attention_bias");
    toggle q_gate = never;     ///< queries come with a gate of the same width
    toggle head_gate = never;  ///< a gate of one number a head
    toggle sinks = never;      ///< a number for each head
    qk_norm_kind qk_norm = qk_norm_kind::none;
    toggle has_qk_norm = always;

    int mlp_matrices = 3;
    toggle mlp_bias = by("mlp_bias");
    std::uint64_t ffn_divisor = 1;
    std::uint64_t ffn_multiple = 0;  ///< of hidden, where no width is given

    norm_kind norm = norm_kind::weight;
    std::uint64_t norms_per_layer = 2;
    std::uint64_t embedding_norms = 0;
    std::uint64_t final_norms = 1;

    toggle tied = by("tie_word_embeddings");
    toggle head_bias = never;
    toggle positions = never;             ///< learned positions
    std::uint64_t position_offset = 0;    ///< rows that the position table has more
    std::uint64_t padding_positions = 0;  ///< of the context, what is for padding alone

    moe_rule moe = moe_rule::none;
    toggle router_bias = never;
    bool is_router_bias_bare = false;  ///< in MLX's class no part of a layer holds it
    toggle expert_bias = never;
    toggle shared_gate = never;
    bool lists_are_modalities = false;  ///< a list of experts is of text and images, not of layers

    /// Where no list tells the layers: each how many-th attends, the others being linear.
    std::string_view attention_interval_keys = {};
    window_rule window = window_rule::none;
    std::string_view window_keys = "sliding_window";
    bool are_windows_listed = false;  ///< no rule: layer_types alone says which layers have one
    bool is_context_scaled = false;   ///< the context that is given is what scaling has reached
    toggle indexer = never;           ///< DeepSeek sparse attention
    bool stores_masks = false;
    std::string_view further = {};  ///< what no column says, as a sum: see further_parts.hpp
    mtp_kind mtp = mtp_kind::none;

    /// Rules that are really different; called when all else is read and planned.
    void (*adjust)(const config_view&, text_model&) = nullptr;
};

/// The family of a model_type, or null.
const family* find_family(std::string_view model_type);

/// The family whose class is named like this ("Qwen3ForCausalLM"), or null.
const family* find_family_of_class(std::string_view architecture);

/// Whether a class that begins so ("Qwen3Moe") is called as a model_type is ("qwen3_moe"), which
/// may add that it is the text part ("qwen3_5_text").
bool is_same_type(std::string_view begins, std::string_view model_type);

/// A dense decoder with the usual names of things.
const family& generic_family() noexcept;

}  // namespace muster
