#include "families_special.hpp"
#include "family.hpp"
#include "words.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <unordered_map>

namespace muster {

namespace {

using mixer_kind::mla;
using qk_norm_kind::every_head;
using qk_norm_kind::head;
using qk_norm_kind::head_biased;

constexpr auto tied_unless_said = by("tie_word_embeddings", true);
constexpr auto layer_norm = norm_kind::weight_and_bias;

// In the order of the classes they come from. What is not written is as in `family`.
constexpr family families[] = {
    {.model_types = "llama aquila yi codellama smollm3 telechat3 exaone mistral_text xverse "
                    "voxtral deepseek_llama youtu_dense",
     .defaults = "hidden_size=4096 num_hidden_layers=32 num_attention_heads=32 "
                 "intermediate_size=11008 vocab_size=32000 max_position_embeddings=2048"},
    {.model_types = "mistral ministral ministral3 mistral3 pixtral",
     .defaults = "hidden_size=4096 num_hidden_layers=32 num_attention_heads=32 "
                 "num_key_value_heads=8 intermediate_size=14336 vocab_size=32000 "
                 "max_position_embeddings=131072 sliding_window=4096",
     .window = window_rule::all},
    {.model_types = "mixtral",
     .defaults = "hidden_size=4096 num_hidden_layers=32 num_attention_heads=32 "
                 "num_key_value_heads=8 intermediate_size=14336 vocab_size=32000 "
                 "num_local_experts=8 num_experts_per_tok=2 max_position_embeddings=131072",
     .moe = moe_rule::all,
     .window = window_rule::all},
    {.model_types = "qwen", .qkv_bias = always, .ffn_divisor = 2},
    {.model_types = "qwen2 qwen2_vl qwen2_vl_text qwen2_5_vl qwen2_5_vl_text qwen2_5_omni_text "
                    "qwen2_audio_text llava_onevision Dream",
     .defaults = "hidden_size=4096 num_hidden_layers=32 num_attention_heads=32 "
                 "num_key_value_heads=32 intermediate_size=22016 vocab_size=151936 "
                 "max_position_embeddings=32768 max_window_layers=28 sliding_window=4096",
     .qkv_bias = by("qkv_bias", true),
     .o_bias = never,
     .window = window_rule::upper},
    {.model_types = "mimo",
     .qkv_bias = by("attention_bias", true),
     .o_bias = never,
     .window = window_rule::upper,
     .mtp = mtp_kind::without_embedding},
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
    {.model_types = "qwen3 qwen3_vl qwen3_vl_text",
     .defaults = "hidden_size=4096 num_hidden_layers=32 num_attention_heads=32 "
                 "num_key_value_heads=32 head_dim=128 intermediate_size=22016 vocab_size=151936 "
                 "max_position_embeddings=32768 max_window_layers=28 sliding_window=4096",
     .qk_norm = head,
     .window = window_rule::upper},
    {.model_types = "qwen3_moe qwen3_vl_moe qwen3_vl_moe_text qwen3_omni_moe_text klear",
     .defaults = "hidden_size=2048 num_hidden_layers=24 num_attention_heads=32 "
                 "num_key_value_heads=4 intermediate_size=6144 moe_intermediate_size=768 "
                 "num_experts=128 num_experts_per_tok=8 vocab_size=151936 "
                 "max_position_embeddings=32768 max_window_layers=28 sliding_window=4096",
     .qk_norm = head,
     .moe = moe_rule::sparse_step,
     .window = window_rule::upper},
    {.model_types = "qwen3_next qwen3_5_moe qwen3_5_moe_text",
     .defaults = "hidden_size=2048 num_hidden_layers=48 num_attention_heads=16 "
                 "num_key_value_heads=2 head_dim=256 intermediate_size=5632 "
                 "moe_intermediate_size=512 shared_expert_intermediate_size=512 num_experts=512 "
                 "num_experts_per_tok=10 linear_num_key_heads=16 linear_num_value_heads=32 "
                 "linear_key_head_dim=128 linear_value_head_dim=128 linear_conv_kernel_dim=4 "
                 "full_attention_interval=4 vocab_size=151936 max_position_embeddings=32768 "
                 "mtp_num_hidden_layers=1",
     .q_gate = by("attn_output_gate", true),
     .qk_norm = head,
     .moe = moe_rule::sparse_step,
     .shared_gate = always,
     .attention_interval_keys = "full_attention_interval",
     .mtp = mtp_kind::without_embedding},
    {.model_types = "qwen3_5 qwen3_5_text",
     .defaults = "hidden_size=4096 num_hidden_layers=32 num_attention_heads=16 "
                 "num_key_value_heads=4 head_dim=256 intermediate_size=12288 "
                 "linear_num_key_heads=16 linear_num_value_heads=32 linear_key_head_dim=128 "
                 "linear_value_head_dim=128 linear_conv_kernel_dim=4 full_attention_interval=4 "
                 "vocab_size=248320 max_position_embeddings=32768",
     .q_gate = by("attn_output_gate", true),
     .qk_norm = head,
     .attention_interval_keys = "full_attention_interval",
     .mtp = mtp_kind::without_embedding},
    {.model_types = "gemma",
     .defaults = "hidden_size=3072 num_hidden_layers=28 num_attention_heads=16 "
                 "num_key_value_heads=16 head_dim=256 intermediate_size=24576 vocab_size=256000 "
                 "max_position_embeddings=8192",
     .tied = tied_unless_said},
    {.model_types = "gemma2 vaultgemma",
     .defaults = "hidden_size=2304 num_hidden_layers=26 num_attention_heads=8 "
                 "num_key_value_heads=4 head_dim=256 intermediate_size=9216 vocab_size=256000 "
                 "max_position_embeddings=8192 sliding_window=4096",
     .norms_per_layer = 4,
     .tied = tied_unless_said,
     .window = window_rule::even},
    {.model_types = "gemma3 gemma3_text",
     .defaults = "hidden_size=2304 num_hidden_layers=26 num_attention_heads=8 "
                 "num_key_value_heads=4 head_dim=256 intermediate_size=9216 vocab_size=262208 "
                 "max_position_embeddings=131072 sliding_window=4096 sliding_window_pattern=6",
     .qk_norm = head,
     .norms_per_layer = 4,
     .tied = tied_unless_said,
     .window = window_rule::pattern,
     .is_rope_applied = true},
    {.model_types = "gemma4 gemma4_text",
     .defaults = "hidden_size=2304 num_hidden_layers=30 num_attention_heads=8 "
                 "num_key_value_heads=4 head_dim=256 global_head_dim=512 intermediate_size=9216 "
                 "vocab_size=262144 max_position_embeddings=131072 sliding_window=512 "
                 "sliding_window_pattern=6",
     .qk_norm = head,
     .norms_per_layer = 4,
     .tied = tied_unless_said,
     .moe = moe_rule::all,
     .window = window_rule::pattern,
     .adjust = read_gemma4},
    {.model_types = "phi phi-msft mixformer-sequential",
     .qkv_bias = always,
     .o_bias = always,
     .qk_norm = head_biased,
     .has_qk_norm = by("qk_layernorm"),
     .mlp_matrices = 2,
     .mlp_bias = always,
     .ffn_multiple = 4,
     .norm = layer_norm,
     .norms_per_layer = 1,
     .head_bias = always},
    {.model_types = "phi3 phi3_v phi4mm phi4_multimodal",
     .defaults = "hidden_size=3072 num_hidden_layers=32 num_attention_heads=32 "
                 "intermediate_size=8192 vocab_size=32064 max_position_embeddings=4096",
     .window = window_rule::all},
    {.model_types = "phimoe",
     .qkv_bias = by("attention_bias"),
     .norm = layer_norm,
     .head_bias = by("lm_head_bias"),
     .moe = moe_rule::all,
     .window = window_rule::all},
    {.model_types = "gpt2",
     .defaults = "n_embd=768 n_layer=12 n_head=12 vocab_size=50257 n_positions=1024",
     .qkv_bias = always,
     .o_bias = always,
     .mlp_matrices = 2,
     .mlp_bias = always,
     .ffn_multiple = 4,
     .norm = layer_norm,
     .tied = tied_unless_said,
     .positions = always,
     .stores_masks = true},
    {.model_types = "gpt_bigcode",
     .qkv_bias = always,
     .o_bias = always,
     .mlp_matrices = 2,
     .mlp_bias = always,
     .ffn_multiple = 4,
     .norm = layer_norm,
     .tied = tied_unless_said,
     .positions = always,
     .adjust = use_one_kv_head},
    {.model_types = "gpt_neo",
     .qkv_bias = never,
     .o_bias = always,
     .mlp_matrices = 2,
     .mlp_bias = always,
     .ffn_multiple = 4,
     .norm = layer_norm,
     .tied = tied_unless_said,
     .positions = always,
     .stores_masks = true},
    {.model_types = "gptj codegen",
     .qkv_bias = never,
     .o_bias = never,
     .mlp_matrices = 2,
     .mlp_bias = always,
     .ffn_multiple = 4,
     .norm = layer_norm,
     .norms_per_layer = 1,
     .head_bias = always,
     .stores_masks = true},
    {.model_types = "gpt_neox",
     .qkv_bias = by("attention_bias", true),
     .o_bias = by("attention_bias", true),
     .mlp_matrices = 2,
     .mlp_bias = always,
     .norm = layer_norm,
     .stores_masks = true},
    {.model_types = "starcoder2",
     .qkv_bias = by("use_bias", true),
     .o_bias = by("use_bias", true),
     .mlp_matrices = 2,
     .mlp_bias = by("use_bias", true),
     .norm = layer_norm,
     .tied = tied_unless_said,
     .window = window_rule::all},
    {.model_types = "bloom",
     .qkv_bias = always,
     .o_bias = always,
     .mlp_matrices = 2,
     .mlp_bias = always,
     .ffn_multiple = 4,
     .norm = layer_norm,
     .embedding_norms = 1,
     .tied = tied_unless_said},
    {.model_types = "mpt", .mlp_matrices = 2, .tied = tied_unless_said, .adjust = read_mpt},
    {.model_types = "opt",
     .qkv_bias = by("enable_bias", true),
     .o_bias = by("enable_bias", true),
     .mlp_matrices = 2,
     .mlp_bias = by("enable_bias", true),
     .norm = layer_norm,
     .tied = tied_unless_said,
     .positions = always,
     .position_offset = 2,
     .adjust = project_embeddings},
    {.model_types = "falcon RefinedWeb RefinedWebModel",
     .defaults = "hidden_size=4544 num_hidden_layers=32 num_attention_heads=71 vocab_size=65024",
     .qkv_bias = by("bias"),
     .o_bias = by("bias"),
     .mlp_matrices = 2,
     .mlp_bias = by("bias"),
     .ffn_multiple = 4,
     .norm = layer_norm,
     .tied = tied_unless_said,
     .adjust = read_falcon},
    {.model_types = "stablelm stablelm_epoch",
     .qkv_bias = by("use_qkv_bias"),
     .o_bias = never,
     .qk_norm = every_head,
     .has_qk_norm = by("qk_layernorm"),
     .norm = layer_norm,
     .adjust = join_parallel_norms},
    {.model_types = "olmo", .norm = norm_kind::weightless},
    {.model_types = "hf_olmo",
     .vocab_keys = "embedding_size vocab_size",
     .qkv_bias = by("include_bias"),
     .o_bias = by("include_bias"),
     .ffn_divisor = 2,
     .norm = norm_kind::weightless,
     .tied = by("weight_tying", true)},
    {.model_types = "olmo2", .qk_norm = every_head},
    {.model_types = "olmo3",
     .defaults = "hidden_size=4096 num_hidden_layers=32 num_attention_heads=32 "
                 "intermediate_size=11008 vocab_size=50304 max_position_embeddings=2048 "
                 "sliding_window=4096 sliding_window_pattern=4",
     .qk_norm = every_head,
     .window = window_rule::pattern},
    {.model_types = "olmoe", .qk_norm = every_head, .moe = moe_rule::all},
    {.model_types = "cohere",
     .qk_norm = every_head,
     .has_qk_norm = by("use_qk_norm"),
     .norms_per_layer = 1,
     .tied = tied_unless_said},
    {.model_types = "cohere2",
     .defaults = "sliding_window=4096 sliding_window_pattern=4",
     .norms_per_layer = 1,
     .tied = tied_unless_said,
     .window = window_rule::pattern},
    {.model_types = "deepseek", .moe = moe_rule::after_dense},
    {.model_types = "deepseek_v2 deepseek_vl_v2 minicpm3 youtu youtu_llm",
     .mixer = mla,
     .moe = moe_rule::after_dense,
     .adjust = drop_latent_attention_if_said},
    {.model_types = "deepseek_v3 kimi_k2 kimi_k25",
     .defaults = "hidden_size=7168 num_hidden_layers=61 num_attention_heads=128 "
                 "num_key_value_heads=128 q_lora_rank=1536 kv_lora_rank=512 "
                 "qk_rope_head_dim=64 qk_nope_head_dim=128 v_head_dim=128 n_routed_experts=256 "
                 "num_experts_per_tok=8 n_shared_experts=1 first_k_dense_replace=3 "
                 "moe_intermediate_size=2048 intermediate_size=18432 vocab_size=129280 "
                 "max_position_embeddings=4096",
     .mixer = mla,
     .moe = moe_rule::after_dense,
     .router_bias = always,
     .mtp = mtp_kind::deepseek},
    {.model_types = "deepseek_v32 glm_moe_dsa",
     .mixer = mla,
     .moe = moe_rule::after_dense,
     .router_bias = always,
     .indexer = by("index_n_heads", true),
     .mtp = mtp_kind::deepseek,
     .adjust = drop_shared_indexers},
    {.model_types = "deepseek_v4",
     .defaults = "hidden_size=4096 num_hidden_layers=43 num_attention_heads=64 "
                 "num_key_value_heads=1 head_dim=512 n_routed_experts=256 num_experts_per_tok=6 "
                 "n_shared_experts=1 moe_intermediate_size=2048 vocab_size=129280 "
                 "sliding_window=128 max_position_embeddings=1048576",
     .mixer = mixer_kind::compressed,
     .moe = moe_rule::all,
     .mtp = mtp_kind::compressed,
     .adjust = read_compressed},
    {.model_types = "glm4_moe_lite",
     .defaults = "hidden_size=2048 num_hidden_layers=47 num_attention_heads=20 "
                 "q_lora_rank=768 kv_lora_rank=512 qk_rope_head_dim=64 qk_nope_head_dim=192 "
                 "v_head_dim=256 n_routed_experts=64 num_experts_per_tok=4 n_shared_experts=1 "
                 "first_k_dense_replace=1 moe_intermediate_size=1536 intermediate_size=10240 "
                 "vocab_size=154880 max_position_embeddings=202752 num_nextn_predict_layers=1",
     .mixer = mla,
     .moe = moe_rule::after_dense,
     .router_bias = always,
     .mtp = mtp_kind::deepseek},
    {.model_types = "glm4_moe glm4v_moe glm4v_moe_text",
     .defaults = "num_experts_per_tok=8 n_shared_experts=1 first_k_dense_replace=1 "
                 "num_nextn_predict_layers=1",
     .qkv_bias = by("attention_bias"),
     .o_bias = never,
     .qk_norm = head,
     .has_qk_norm = by("use_qk_norm"),
     .moe = moe_rule::after_dense,
     .router_bias = always,
     .mtp = mtp_kind::deepseek},
    {.model_types = "dots1",
     .qkv_bias = by("attention_bias"),
     .o_bias = never,
     .qk_norm = head,
     .moe = moe_rule::after_dense,
     .router_bias = always},
    {.model_types = "glm", .qkv_bias = by("attention_bias", true), .o_bias = never},
    {.model_types = "glm4 glm4v glm4v_text glm_ocr glm_ocr_text",
     .qkv_bias = by("attention_bias"),
     .o_bias = never,
     .norms_per_layer = 4},
    {.model_types = "chatglm",
     .vocab_keys = "padded_vocab_size vocab_size",
     .qkv_bias = by("add_qkv_bias", true),
     .o_bias = by("add_bias_linear"),
     .mlp_bias = by("add_bias_linear"),
     .adjust = read_query_groups},
    {.model_types = "internlm", .qkv_bias = by("bias", true), .o_bias = by("bias", true)},
    {.model_types = "internlm2", .qkv_bias = by("bias"), .o_bias = by("bias")},
    {.model_types = "internlm3",
     .qkv_bias = by("qkv_bias"),
     .o_bias = by("bias"),
     .mlp_bias = by("bias")},
    {.model_types = "baichuan"},
    {.model_types = "orion", .norm = layer_norm},
    {.model_types = "exaone4",
     .defaults = "sliding_window_pattern=4",
     .qk_norm = head,
     .window = window_rule::pattern,
     .adjust = free_last_layer},
    {.model_types = "ernie4_5",
     .qkv_bias = by("use_bias"),
     .o_bias = by("use_bias"),
     .mlp_bias = by("use_bias"),
     .tied = tied_unless_said},
    {.model_types = "ernie4_5_moe",
     .qkv_bias = by("use_bias"),
     .o_bias = by("use_bias"),
     .mlp_bias = by("use_bias"),
     .tied = tied_unless_said,
     .moe = moe_rule::interval,
     .router_bias = always},
    {.model_types = "hunyuan_v1_dense",
     .qk_norm = head,
     .has_qk_norm = by("use_qk_norm", true),
     .adjust = share_caches_across_layers},
    {.model_types = "hunyuan hunyuan_v1_moe",
     .qk_norm = head,
     .has_qk_norm = by("use_qk_norm", true),
     .moe = moe_rule::all,
     .adjust = share_caches_across_layers},
    {.model_types = "bailing_moe",
     .qkv_bias = by("use_qkv_bias"),
     .o_bias = by("use_bias"),
     .mlp_bias = by("use_bias"),
     .moe = moe_rule::after_dense},
    {.model_types = "bailing_moe_v2",
     .qkv_bias = by("use_qkv_bias"),
     .o_bias = by("use_bias"),
     .qk_norm = head,
     .has_qk_norm = by("use_qk_norm", true),
     .mlp_bias = by("use_bias"),
     .moe = moe_rule::after_dense,
     .router_bias = by("moe_router_enable_expert_bias", true)},
    {.model_types = "minimax_m2",
     .defaults = "hidden_size=3072 num_hidden_layers=62 num_attention_heads=48 "
                 "num_key_value_heads=8 head_dim=128 intermediate_size=1536 vocab_size=200064 "
                 "num_local_experts=256 num_experts_per_tok=8 max_position_embeddings=196608",
     .qk_norm = every_head,
     .has_qk_norm = by("use_qk_norm", true),
     .moe = moe_rule::all,
     .router_bias = by("use_routing_bias", true)},
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
    {.model_types = "nemotron", .mlp_matrices = 2, .norm = layer_norm},
    {.model_types = "granite", .defaults = "max_position_embeddings=2048"},
    {.model_types = "granitemoe granitemoeshared", .moe = moe_rule::all},
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
    {.model_types = "arcee", .mlp_matrices = 2},
    {.model_types = "seed_oss",
     .qkv_bias = by("attention_bias", true),
     .o_bias = by("attention_out_bias")},
    {.model_types = "apertus", .qk_norm = head, .mlp_matrices = 2, .adjust = add_activation_scales},
    {.model_types = "helium", .qkv_bias = never, .o_bias = never},
    {.model_types = "phi3small",
     .qkv_bias = always,
     .o_bias = always,
     .mlp_bias = always,
     .norm = layer_norm,
     .tied = tied_unless_said},
    {.model_types = "dbrx", .adjust = read_dbrx},
    {.model_types = "mllama mllama_text_model",
     .defaults = "hidden_size=4096 num_hidden_layers=40 num_attention_heads=32 "
                 "num_key_value_heads=8 intermediate_size=14336 vocab_size=128256 "
                 "max_position_embeddings=131072",
     .adjust = read_cross_attention},
    {.model_types = "nemotron-nas", .adjust = read_block_configs},
    {.model_types = "mimo_v2_flash",
     .defaults = "num_nextn_predict_layers=3",
     .qkv_bias = by("attention_bias"),
     .o_bias = never,
     .moe = moe_rule::after_dense,
     .router_bias = always,
     .mtp = mtp_kind::dense,
     .adjust = read_sliding_heads},
    {.model_types = "longcat_flash",
     .defaults = "num_nextn_predict_layers=1",
     .mixer = mla,
     .moe = moe_rule::all,
     .router_bias = always,
     .mtp = mtp_kind::dense_with_embedding,
     .adjust = read_double_attention},
    {.model_types = "minimax_m3 minimax_m3_vl",
     .is_tentative = true,
     .qk_norm = head,
     .moe = moe_rule::after_dense,
     .router_bias = by("use_routing_bias", true),
     .adjust = place_dense_first},
    {.model_types = "minimax minimax_text_01 minimax_m1",
     .linear_mixer = mixer_kind::lightning,
     .moe = moe_rule::all,
     .adjust = attend_by_list},
    {.model_types = "afmoe",
     .is_tentative = true,
     .q_gate = always,
     .qk_norm = head,
     .norms_per_layer = 4,
     .moe = moe_rule::after_dense,
     .router_bias = always,
     .window = window_rule::pattern},
    {.model_types = "laguna",
     .is_tentative = true,
     .head_gate = always,
     .qk_norm = head,
     .moe = moe_rule::listed,
     .adjust = read_heads_by_layer},
    {.model_types = "step3p5 step3p7",
     .is_tentative = true,
     .head_gate = always,
     .qk_norm = head,
     .moe = moe_rule::listed,
     .router_bias = always,
     .adjust = read_heads_by_layer},
    {.model_types = "exaone_moe",
     .is_tentative = true,
     .qk_norm = head,
     .moe = moe_rule::listed,
     .router_bias = always,
     .window = window_rule::pattern,
     .adjust = free_last_layer},
    {.model_types = "mamba",
     .mixer = mixer_kind::mamba1,
     .norms_per_layer = 1,
     .tied = tied_unless_said,
     .adjust = use_only_states},
    {.model_types = "falcon_mamba",
     .mixer = mixer_kind::mamba1,
     .norms_per_layer = 1,
     .adjust = use_only_states},
    {.model_types = "mamba2",
     .mixer = mixer_kind::mamba2,
     .norms_per_layer = 1,
     .adjust = use_only_states},
    {.model_types = "falcon_h1",
     .defaults = "mamba_rms_norm=0",
     .mixer = mixer_kind::attention_and_mamba2},
    {.model_types = "nemotron_h",
     .mlp_matrices = 2,
     .norms_per_layer = 1,
     .moe = moe_rule::all,
     .mtp = mtp_kind::attention_and_experts,
     .adjust = read_letters},
    {.model_types = "jamba",
     .defaults = "num_experts=16 num_experts_per_tok=2 expert_layer_period=2 "
                 "expert_layer_offset=1 attn_layer_period=8 attn_layer_offset=4",
     .linear_mixer = mixer_kind::mamba1,
     .moe = moe_rule::period,
     .adjust = attend_periodically},
    {.model_types = "bamba", .linear_mixer = mixer_kind::mamba2, .adjust = attend_at_indices},
    {.model_types = "granitemoehybrid",
     .linear_mixer = mixer_kind::mamba2,
     .tied = tied_unless_said,
     .moe = moe_rule::all,
     .adjust = read_granite_hybrid},
    {.model_types = "zamba2",
     .norms_per_layer = 1,
     .tied = tied_unless_said,
     .adjust = read_zamba2},
    {.model_types = "recurrent_gemma",
     .defaults = "num_key_value_heads=1",
     .o_bias = always,
     .mlp_bias = always,
     .ffn_divisor = 2,
     .tied = tied_unless_said,
     .adjust = read_griffin},
    {.model_types = "lfm2",
     .linear_mixer = mixer_kind::short_conv,
     .qk_norm = head,
     .tied = by("tie_word_embeddings tie_embedding", true),
     .adjust = read_lfm2},
    {.model_types = "lfm2_moe",
     .linear_mixer = mixer_kind::short_conv,
     .qk_norm = head,
     .tied = by("tie_word_embeddings tie_embedding", true),
     .moe = moe_rule::after_dense,
     .adjust = attend_at_indices},
    {.model_types = "kimi_linear kimi_k3",
     .mixer = mla,
     .moe = moe_rule::after_dense,
     .router_bias = always,
     .adjust = read_kimi_linear},
    {.model_types = "bert",
     .defaults = "type_vocab_size=2",
     .is_tentative = true,
     .is_encoder = true,
     .qkv_bias = always,
     .o_bias = always,
     .mlp_matrices = 2,
     .mlp_bias = always,
     .norm = layer_norm,
     .tied = always,
     .positions = always,
     .adjust = read_encoder},
    {.model_types = "roberta xlm-roberta camembert",
     .defaults = "type_vocab_size=1",
     .is_tentative = true,
     .is_encoder = true,
     .qkv_bias = always,
     .o_bias = always,
     .mlp_matrices = 2,
     .mlp_bias = always,
     .norm = layer_norm,
     .tied = always,
     .positions = always,
     .adjust = read_encoder},
    {.model_types = "mpnet",
     .defaults = "type_vocab_size=0 relative_attention_num_buckets=32",
     .is_tentative = true,
     .is_encoder = true,
     .qkv_bias = always,
     .o_bias = always,
     .mlp_matrices = 2,
     .mlp_bias = always,
     .norm = layer_norm,
     .tied = always,
     .positions = always,
     .adjust = read_encoder},
    {.model_types = "minicpm", .tied = tied_unless_said, .moe = moe_rule::all},
};

using family_index = std::unordered_map<std::string_view, const family*>;

family_index index_by_type()
{
    family_index index;
    for (const auto& one : families)
        for (auto names = one.model_types; !names.empty();)
            index.emplace(next_word(names), &one);
    return index;
}

// "qwen3_moe" and "Qwen3Moe" are one name.
std::string folded(std::string_view name)
{
    std::string letters;
    for (const char c : name)
        if (std::isalnum(static_cast<unsigned char>(c)))
            letters += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return letters;
}

}  // namespace

const family* find_family(std::string_view model_type)
{
    static const auto index = index_by_type();
    const auto found = index.find(model_type);
    return found == index.end() ? nullptr : found->second;
}

const family* find_family_of_class(std::string_view architecture)
{
    const auto name = folded(architecture.substr(0, architecture.find("For")));
    for (const auto& one : families)
        for (auto names = one.model_types; !names.empty();)
            if (folded(next_word(names)) == name)
                return &one;
    return nullptr;
}

const family& generic_family() noexcept
{
    static constexpr family plain = {};
    return plain;
}

}  // namespace muster
