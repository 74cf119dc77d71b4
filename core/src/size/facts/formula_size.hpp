#pragma once

#include "model_size.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// How far an architecture was recognised.
enum class family_match
{
    modelled,         ///< model_type is known: the counts are meant to be exact
    by_architecture,  ///< only the class name is known: believe it when totals agree
    generic,          ///< neither: a plain dense decoder is assumed, never MoE or MLA
};

/// One sort of weights and how many there are ("experts", 29595009024).
struct params_part
{
    std::string_view name = {};
    std::uint64_t params = 0;
    std::uint64_t active_params = 0;
};

/// Layers that are alike: what each of them has and keeps. The sums of these are what is published.
struct layer_kind
{
    std::string_view mixer = {};  ///< "latent attention"
    bool has_experts = false;
    std::uint64_t layers = 0;
    std::uint64_t params = 0;  ///< of one
    std::uint64_t window = 0;  ///< tokens; 0: all
    std::uint64_t kv_heads = 0;
    std::uint64_t key_dim = 0;
    std::uint64_t value_dim = 0;  ///< 0: keys serve as values
    std::uint64_t kv_bytes_per_token = 0;
    std::uint64_t kv_index_bytes = 0;  ///< of these: keys that choose what is attended
    std::uint64_t kv_bytes_fixed = 0;
};

/// How quantised weights are stored.
enum class packed_kind
{
    narrow,       ///< each in 8 bits of its own
    int_words,    ///< several in a word of 32 bits: GPTQ, AWQ, compressed-tensors
    affine,       ///< the same of MLX, with a scale and an offset for each group
    float_words,  ///< two in a word of 8 bits: MXFP4, NVFP4
};

/// Matrices of one sort that are packed in one way, and how many scales they have.
struct packed_part
{
    std::string_view name = {};
    packed_kind kind = packed_kind::narrow;
    std::uint64_t bits = 8;  ///< of a weight
    std::uint64_t weights = 0;
    std::uint64_t matrices = 0;
    std::uint64_t rows = 0;
    std::uint64_t columns = 0;
    std::uint64_t blocks = 0;  ///< of weight_block_size; 0: none is said
    std::uint64_t groups = 0;  ///< of group_size in each row
};

/// What config.json alone says of a model.
struct formula_size
{
    family_match match = family_match::generic;
    bool is_proven = false;       ///< recorded totals prove the formula of this architecture
    std::string model_type = {};  ///< of the language model

    std::uint64_t text_params = 0;    ///< the language model, tied head counted once, no MTP
    std::uint64_t tower_params = 0;   ///< vision and audio parts and their projectors
    bool are_towers_counted = true;   ///< false: there is a tower of a kind that is not modelled
    std::uint64_t lookup_params = 0;  ///< of text_params: tables looked up by token, see model_size

    /// Layers for multi-token prediction, with so many tables as the class gives them. Repositories
    /// store none, one or two tables in each, whatever the class says.
    std::uint64_t mtp_params = 0;
    std::uint64_t mtp_one_table = 0;
    std::uint64_t mtp_tables = 0;
    std::uint64_t mtp_last_norms = 0;

    bool is_tied = false;                 ///< the output head is the input embedding
    std::uint64_t tied_head_params = 0;   ///< what a repository has more if it stores a tied head
    std::uint64_t head_params = 0;        ///< what it has less if an untied head is tied after all
    std::uint64_t classifier_params = 0;  ///< what the class has in place of an output head
    std::uint64_t mask_params = 0;        ///< causal masks that old repositories store
    std::uint64_t rotary_params = 0;      ///< rotary frequencies that some store, for each layer
    std::uint64_t rotary_params_once = 0;
    std::uint64_t rotary_params_by_width = 0;  ///< the same for heads that share hidden evenly

    /// Numbers that layers hold themselves rather than in a part of their own: totals that MLX
    /// wrote leave them out.
    std::uint64_t bare_params = 0;
    /// Of the weights, those that are no parameters to transformers: some do not store them.
    std::uint64_t optional_params = 0;
    /// Keys and values of layers that use another's: newer repositories do not store them.
    std::uint64_t unused_params = 0;
    std::uint64_t buffer_params = 0;  ///< numbers that are stored, and no weights

    /// Of an encoder: what a repository may hold and a server then loads, and what is stored only.
    std::uint64_t pooler_params = 0;
    std::uint64_t label_params = 0;        ///< a head that gives one number: a re-ranker's
    std::uint64_t masked_head_params = 0;  ///< a head that guesses words left out
    std::uint64_t position_numbers = 0;

    /// Where the configuration does not say how wide the feed-forward part is: the weights that
    /// each unit of width has; else 0. The class's own width, if any, was counted: so many.
    std::uint64_t params_per_width = 0;
    std::uint64_t width_params = 0;
    std::uint64_t mtp_params_per_width = 0;  ///< the same of the MTP layers
    std::uint64_t mtp_width_params = 0;
    bool is_tie_given = true;  ///< false: the class said whether the head is tied

    /// Weights of matrices in text layers, which is what quantisation packs; those of routed
    /// experts among them.
    std::uint64_t linear_params = 0;
    std::uint64_t expert_params = 0;

    /// How the repository is quantised ("gptq", "mlx"), empty when it is not; and the bits of a
    /// weight where several share a stored word, else 0.
    std::string quant_method = {};
    std::string_view weight_format = {};  ///< see model_size
    std::uint64_t quant_bits = 0;

    /// What is packed of the language model, as the configuration says; of its MTP layers, if they
    /// are. Empty where nothing is quantised, or where what is cannot be told.
    std::vector<packed_part> packed = {};
    std::vector<packed_part> packed_mtp = {};

    std::uint64_t active_params = 0;  ///< as model_size::active_params
    bool is_moe = false;

    std::uint64_t layers = 0;
    std::uint64_t hidden = 0;
    std::uint64_t vocab = 0;
    std::optional<std::uint64_t> kv_heads = {};
    std::optional<std::uint64_t> head_dim = {};
    attention_kind attention = attention_kind::none;
    bool are_windows_given = true;  ///< false: which layers attend to a window is not said
    bool are_kinds_known = true;    ///< false: of some layers it is not known what they keep
    std::uint64_t kv_bytes_per_token = 0;
    std::uint64_t kv_bytes_fixed = 0;
    bool is_fixed_known = true;  ///< false: layers keep what they read of another input, too
    std::optional<std::uint64_t> ctx_len = {};
    bool is_ctx_given = true;                          ///< false: the class says it
    std::optional<std::uint64_t> scaled_ctx_len = {};  ///< what scaling allows, if more
    std::optional<std::string> dtype = {};

    std::vector<layer_kind> kinds = {};   ///< the layers, in their order
    std::vector<params_part> parts = {};  ///< of text_params and tower_params, for explanations
};

/// The most layers, experts and so on that are believed.
inline constexpr std::uint64_t config_layer_limit = 1024;

/// More weights than this are no model: 10^15.
inline constexpr std::uint64_t params_limit = 1'000'000'000'000'000;

}  // namespace muster
