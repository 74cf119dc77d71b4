#include "adjustments.hpp"
#include "family_tables.hpp"

namespace muster {

static constexpr family inkling2_row = {
    .model_types = "inkling2 inkling2_text",
    .vocab_keys = "unpadded_vocab_size vocab_size",
    .q_gate = always,
    .head_gate = always,
    .embedding_norms = 1,
    .moe = moe_rule::all,
    .router_bias = always,
    .window_keys = "sliding_window_size",
    .further = "Q + L*h + S*h + F*h*5 + N*d_rel=16*h + N*d_rel=16 + "
               "S*d_rel=16*sliding_window_size=1024 + F*d_rel=16*rel_extent=1024 + "
               "L*h*conv_kernel_size=4*2 + K*conv_kernel_size=4*2 + "
               "F*num_key_value_heads=8*conv_kernel_size=4*h*2 + (vocab_size-v)*h + "
               "(loop_layer_index_end=0-loop_layer_index_start=0)*h*4 + "
               "(loop_layer_index_end=0-loop_layer_index_start=0)*h*loop_gate_rank=64*16",
    .adjust = read_convolved_heads};

// Some layers are passed again and again.
static constexpr family looped(family row)
{
    row.model_types = "inkling2_loop inkling2_loop_text";
    row.defaults = "loop_layer_index_start=6 loop_layer_index_end=18";
    return row;
}

static constexpr family moe_rows[] = {
    // intermediate_size is the width of one expert: there is no dense part.
    {.model_types = "mixtral",
     .defaults = "hidden_size=4096 num_hidden_layers=32 num_attention_heads=32 "
                 "num_key_value_heads=8 intermediate_size=14336 vocab_size=32000 "
                 "num_local_experts=8 num_experts_per_tok=2 max_position_embeddings=131072",
     .moe = moe_rule::all,
     .window = window_rule::all},
    // A shared expert that every token passes, weighed by a gate of its own.
    {.model_types = "qwen2_moe",
     .defaults = "hidden_size=2048 num_hidden_layers=24 num_attention_heads=16 "
                 "num_key_value_heads=16 intermediate_size=5632 moe_intermediate_size=1408 "
                 "shared_expert_intermediate_size=5632 num_experts=60 num_experts_per_tok=4 "
                 "vocab_size=151936 max_position_embeddings=32768 max_window_layers=28 "
                 "sliding_window=4096",
     .qkv_bias = by("qkv_bias", true),
     .o_bias = never,
     .moe = moe_rule::sparse_step,
     .shared_gate = always,
     .window = window_rule::upper},
    // Qwen3 gave up the shared expert of Qwen2.
    {.model_types = "qwen3_moe qwen3_vl_moe qwen3_vl_moe_text qwen3_omni_moe "
                    "qwen3_omni_moe_thinker qwen3_omni_moe_text klear",
     .defaults = "hidden_size=2048 num_hidden_layers=24 num_attention_heads=32 "
                 "num_key_value_heads=4 intermediate_size=6144 moe_intermediate_size=768 "
                 "num_experts=128 num_experts_per_tok=8 vocab_size=151936 "
                 "max_position_embeddings=32768 max_window_layers=28 sliding_window=4096",
     .qk_norm = qk_norm_kind::head,
     .moe = moe_rule::sparse_step,
     .window = window_rule::upper},
    // LayerNorm and a biased head, unlike the dense Phi-3.
    {.model_types = "phimoe",
     .qkv_bias = by("attention_bias"),
     .norm = norm_kind::weight_and_bias,
     .head_bias = by("lm_head_bias"),
     .moe = moe_rule::all,
     .window = window_rule::all},
    // Norms are as wide as all heads together, as in OLMo 2.
    {.model_types = "olmoe", .qk_norm = qk_norm_kind::every_head, .moe = moe_rule::all},
    // The first DeepSeekMoE, before latent attention.
    {.model_types = "deepseek unlimited_ocr unlimited_ocr_text", .moe = moe_rule::after_dense},
    // GLM-4.5: its layers for further tokens are in the files, and not run without speculation.
    {.model_types = "glm4_moe glm4v_moe glm4v_moe_text sarvam_moe",
     .defaults = "num_experts_per_tok=8 n_shared_experts=1 first_k_dense_replace=1 "
                 "num_nextn_predict_layers=1",
     .qkv_bias = by("attention_bias"),
     .o_bias = never,
     .qk_norm = qk_norm_kind::head,
     .has_qk_norm = by("use_qk_norm"),
     .moe = moe_rule::after_dense,
     .router_bias = always,
     .mtp = mtp_kind::deepseek},
    {.model_types = "dots1",
     .qkv_bias = by("attention_bias"),
     .qk_norm = qk_norm_kind::head,
     .moe = moe_rule::after_dense,
     .router_bias = always,
     .are_windows_listed = true},
    // moe_layer_start_index and _end_index say which layers are sparse; -1 is the last.
    {.model_types = "ernie4_5_moe",
     .qkv_bias = by("use_bias"),
     .o_bias = by("use_bias"),
     .mlp_bias = by("use_bias"),
     .tied = tied_unless_said,
     .head_bias = by("use_bias"),
     .moe = moe_rule::interval,
     .router_bias = always},
    // Layers may use the cache of the layer before (CLA).
    {.model_types = "hunyuan hunyuan_v1_moe",
     .defaults = "num_shared_expert=1",
     .qk_norm = qk_norm_kind::head,
     .has_qk_norm = by("use_qk_norm", true),
     .moe = moe_rule::all,
     .adjust = share_caches_across_layers},
    // Ling and Ring: the same class under other names.
    {.model_types = "bailing_moe",
     .qkv_bias = by("use_qkv_bias"),
     .o_bias = by("use_bias"),
     .qk_norm = qk_norm_kind::head,
     .has_qk_norm = by("use_qk_norm"),
     .mlp_bias = by("use_bias"),
     .moe = moe_rule::after_dense,
     .router_bias = by("moe_router_enable_expert_bias")},
    // The second version norms queries and keys, and biases its router, unless it says otherwise.
    {.model_types = "bailing_moe_v2 llada2_moe",
     .qkv_bias = by("use_qkv_bias"),
     .o_bias = by("use_bias"),
     .qk_norm = qk_norm_kind::head,
     .has_qk_norm = by("use_qk_norm", true),
     .mlp_bias = by("use_bias"),
     .moe = moe_rule::after_dense,
     .router_bias = by("moe_router_enable_expert_bias", true)},
    // Its router's biases belong to no part of MLX's class, and its totals leave them out.
    {.model_types = "minimax_m2",
     .defaults = "hidden_size=3072 num_hidden_layers=62 num_attention_heads=48 "
                 "num_key_value_heads=8 head_dim=128 intermediate_size=1536 vocab_size=200064 "
                 "num_local_experts=256 num_experts_per_tok=8 max_position_embeddings=196608",
     .qk_norm = qk_norm_kind::every_head,
     .has_qk_norm = by("use_qk_norm", true),
     .moe = moe_rule::all,
     .router_bias = by("use_routing_bias", true),
     .is_router_bias_bare = true},
    // Three layers of four attend to a chunk of 8192 tokens; the fourth to all, without positions.
    {.model_types = "llama4 llama4_text",
     .defaults = "hidden_size=5120 num_hidden_layers=48 num_attention_heads=40 "
                 "num_key_value_heads=8 head_dim=128 intermediate_size=8192 "
                 "intermediate_size_mlp=16384 vocab_size=202048 num_local_experts=16 "
                 "num_experts_per_tok=1 attention_chunk_size=8192 interleave_moe_layer_step=1 "
                 "sliding_window_pattern=4 max_position_embeddings=131072",
     .moe = moe_rule::interleaved,
     .window = window_rule::pattern,
     .window_keys = "attention_chunk_size",
     .adjust = read_llama4},
    // The second has a shared expert, which is there where its width is said.
    {.model_types = "granitemoe granitemoeshared", .moe = moe_rule::all},
    // Attention sinks: a number a head that takes part in the softmax and in nothing else. Experts
    // have biases, which others have not.
    {.model_types = "gpt_oss",
     .defaults = "hidden_size=2880 num_hidden_layers=36 num_attention_heads=64 "
                 "num_key_value_heads=8 head_dim=64 intermediate_size=2880 vocab_size=201088 "
                 "num_local_experts=128 num_experts_per_tok=4 sliding_window=128 "
                 "max_position_embeddings=131072",
     .qkv_bias = by("attention_bias", true),
     .o_bias = by("attention_bias", true),
     .sinks = always,
     .moe = moe_rule::all,
     .router_bias = always,
     .expert_bias = always,
     .window = window_rule::even},
    // Pruned block by block: each says its experts and its window (read_expert_blocks).
    {.model_types = "gpt_oss_puzzle",
     .defaults = "num_local_experts=128",
     .qkv_bias = by("attention_bias", true),
     .o_bias = by("attention_bias", true),
     .sinks = always,
     .moe = moe_rule::all,
     .router_bias = always,
     .expert_bias = always,
     .adjust = read_expert_blocks},
    // All that matters stands in ffn_config and attn_config.
    {.model_types = "dbrx", .adjust = read_dbrx},
    {.model_types = "aria_text", .moe = moe_rule::all},
    {.model_types = "flex_olmo", .qk_norm = qk_norm_kind::every_head, .moe = moe_rule::all},
    {.model_types = "mellum",
     .qk_norm = qk_norm_kind::head,
     .moe = moe_rule::all,
     .are_windows_listed = true},
    {.model_types = "hy_v3",
     .qk_norm = qk_norm_kind::head,
     .moe = moe_rule::after_dense,
     .router_bias = always,
     .is_router_bias_bare = true,
     .mtp = mtp_kind::without_embedding},
    {.model_types = "flint",
     .sinks = always,
     .qk_norm = qk_norm_kind::head,
     .moe = moe_rule::sparse_step,
     .are_windows_listed = true},
    {.model_types = "beam",
     .o_bias = never,
     .q_gate = always,
     .sinks = always,  // numbers of as many: biases of the gates
     .qk_norm = qk_norm_kind::head,
     .norms_per_layer = 4,
     .moe = moe_rule::listed,
     .router_bias = always,
     .are_windows_listed = true},
    {.model_types = "zaya",
     .tied = tied_unless_said,
     .moe = moe_rule::all,
     .adjust = read_convolved_keys},
    {.model_types = "kolibri1",
     .defaults = "sliding_window=513 sliding_window_pattern=5",
     .qk_norm = qk_norm_kind::head,
     .norms_per_layer = 4,
     .moe = moe_rule::all,
     .router_bias = always,
     .is_router_bias_bare = true,
     .window = window_rule::pattern},
    // The defaults are those of the class: configurations leave out what equals them.
    {.model_types = "solar_open",
     .defaults = "num_hidden_layers=48 hidden_size=4096 num_attention_heads=64 "
                 "num_key_value_heads=8 head_dim=128 n_routed_experts=128 "
                 "num_experts_per_tok=8 n_shared_experts=1 moe_intermediate_size=1280 "
                 "vocab_size=196608 max_position_embeddings=131072",
     .o_bias = never,
     .moe = moe_rule::after_dense,
     .router_bias = always},
    {.model_types = "mimo_v2_flash mimo_v2",
     .defaults = "num_nextn_predict_layers=3 sliding_window=128",
     .qkv_bias = by("attention_bias"),
     .o_bias = never,
     .moe = moe_rule::after_dense,
     .router_bias = always,
     .mtp = mtp_kind::dense,
     .adjust = read_sliding_heads},
    {.model_types = "inkling_text inkling_mm_model",
     .qk_norm = qk_norm_kind::head,
     .embedding_norms = 1,
     .moe = moe_rule::listed,
     .router_bias = always,
     .window_keys = "sliding_window_size",
     .further = "k := conv_kernel_size,sconv_kernel_size=4; N*d_rel=16*h + K*k*2 + L*h*k*2 + "
                "S*d_rel=16*sliding_window_size=512 + F*d_rel=16*rel_extent=1024 + "
                "M*n_shared_experts=2*h + L",
     .mtp = mtp_kind::dense_by_list,
     .adjust = read_local_layers},
    inkling2_row,
    looped(inkling2_row),
    {.model_types = "minimax_m3 minimax_m3_vl minimax_m3_vl_text",
     .qk_norm = qk_norm_kind::head,
     .moe = moe_rule::after_dense,
     .router_bias = by("use_routing_bias", true),
     .adjust = read_sparse_attention},
    // Attention is gated by as many numbers as it gives.
    {.model_types = "afmoe",
     .o_bias = never,
     .q_gate = always,
     .qk_norm = qk_norm_kind::head,
     .norms_per_layer = 4,
     .moe = moe_rule::after_dense,
     .router_bias = always,
     .window = window_rule::pattern},
    {.model_types = "laguna",
     .head_gate = always,
     .qk_norm = qk_norm_kind::head,
     .moe = moe_rule::listed,
     .router_bias = always,
     .is_router_bias_bare = true,
     .adjust = read_gates},
    // Heads differ by layer: see read_heads_by_layer.
    {.model_types = "step3p5 step3p7",
     .head_gate = always,
     .qk_norm = qk_norm_kind::head,
     .moe = moe_rule::listed,
     .router_bias = always,
     .adjust = read_heads_by_layer},
    {.model_types = "exaone_moe",
     .qk_norm = qk_norm_kind::head,
     .moe = moe_rule::listed,
     .router_bias = always,
     .window = window_rule::pattern,
     .mtp = mtp_kind::dense,
     .adjust = free_last_layer},
    // Dense, unless the configuration has experts.
    {.model_types = "minicpm", .tied = tied_unless_said, .moe = moe_rule::all},
    // As Cohere 2: parallel halves and one norm a layer.
    {.model_types = "cohere2_moe",
     .defaults = "hidden_size=8192 num_hidden_layers=40 num_attention_heads=64 head_dim=128 "
                 "intermediate_size=22528 vocab_size=256000 num_experts=8 num_experts_per_tok=2 "
                 "sliding_window=4096 sliding_window_pattern=4 max_position_embeddings=8192",
     .norms_per_layer = 1,
     .tied = tied_unless_said,
     .moe = moe_rule::after_dense,
     .window = window_rule::pattern,
     .adjust = place_dense_first},
    // Lists of two are of text and of images.
    {.model_types = "ernie4_5_vl_moe ernie4_5_vl_moe_text ernie4_5_moe_vl",
     .defaults = "moe_k=6 moe_num_experts=64",
     .qkv_bias = by("use_bias"),
     .o_bias = by("use_bias"),
     .mlp_bias = by("use_bias"),
     .tied = tied_unless_said,
     .moe = moe_rule::interval,
     .router_bias = always,
     .lists_are_modalities = true,
     .adjust = read_modalities},
    {.model_types = "granitemoe_swa",
     .defaults = "sliding_window=128",
     .sinks = always,
     .moe = moe_rule::all,
     .are_windows_listed = true},
    // Attention is a mixture as well: each expert has its own queries.
    {.model_types = "jetmoe",
     .defaults = "hidden_size=2048 num_hidden_layers=12 num_attention_heads=32 "
                 "num_key_value_heads=16 kv_channels=128 intermediate_size=5632 "
                 "vocab_size=32000 num_local_experts=8 num_experts_per_tok=2 "
                 "max_position_embeddings=4096",
     .tied = tied_unless_said,
     .moe = moe_rule::all,
     .adjust = read_routed_attention},
};

std::span<const family> moe_families() noexcept { return moe_rows; }

}  // namespace muster
