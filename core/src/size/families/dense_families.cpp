#include "adjustments.hpp"
#include "family_tables.hpp"

namespace muster {

// Qwen2's class gives queries, keys and values biases whatever the configuration says, and the
// output none. The window is written in most configurations, and off in nearly all:
// use_sliding_window decides.
static constexpr family qwen2_row = {
    .model_types = "qwen2 qwen2_vl qwen2_vl_text qwen2_5_vl qwen2_5_vl_text qwen2_5_omni "
                   "qwen2_5_omni_thinker qwen2_5_omni_text "
                   "qwen2_audio_text llava_onevision",
    .defaults = "hidden_size=4096 num_hidden_layers=32 num_attention_heads=32 "
                "num_key_value_heads=32 intermediate_size=22016 vocab_size=151936 "
                "max_position_embeddings=32768 max_window_layers=28 sliding_window=4096",
    .qkv_bias = by("qkv_bias", true),
    .o_bias = never,
    .window = window_rule::upper};

// It denoises all words at once, and so keeps none.
static constexpr family dream_row()
{
    auto row = qwen2_row;
    row.model_types = "Dream";
    row.adjust = cache_nothing;
    return row;
}

static constexpr family dense_rows[] = {
    // What copied Llama's class under another name. Their configurations may lack what the class
    // takes as it is, hence the defaults.
    {.model_types = "llama aquila yi codellama telechat3 exaone mistral_text xverse "
                    "voxtral deepseek_llama youtu_dense iquestcoder",
     .defaults = "hidden_size=4096 num_hidden_layers=32 num_attention_heads=32 "
                 "intermediate_size=11008 vocab_size=32000 max_position_embeddings=2048"},
    // Its class ties unless it is told not to; that of Llama does not.
    {.model_types = "smollm3", .tied = tied_unless_said, .are_windows_listed = true},
    {.model_types = "cwm", .are_windows_listed = true},
    // sliding_window is null in the configurations of later Mistral models: then there is none.
    {.model_types = "mistral ministral ministral3 mistral3 pixtral",
     .defaults = "hidden_size=4096 num_hidden_layers=32 num_attention_heads=32 "
                 "num_key_value_heads=8 intermediate_size=14336 vocab_size=32000 "
                 "max_position_embeddings=131072 sliding_window=4096",
     .window = window_rule::all},
    // The first Qwen: intermediate_size is the width of gate and up together.
    {.model_types = "qwen", .qkv_bias = always, .ffn_divisor = 2},
    qwen2_row,
    dream_row(),
    // A Qwen2 with layers that predict further tokens; these share embedding and head with the
    // model.
    {.model_types = "mimo",
     .qkv_bias = by("attention_bias", true),
     .o_bias = never,
     .window = window_rule::upper,
     .mtp = mtp_kind::without_embedding},
    // Qwen3 dropped the biases of Qwen2 for norms of queries and keys, one for all heads of a
    // layer. Its heads are 128 wide, whatever hidden_size and their number would give.
    {.model_types = "qwen3 qwen3_vl qwen3_vl_text",
     .defaults = "hidden_size=4096 num_hidden_layers=32 num_attention_heads=32 "
                 "num_key_value_heads=32 head_dim=128 intermediate_size=22016 vocab_size=151936 "
                 "max_position_embeddings=32768 max_window_layers=28 sliding_window=4096",
     .qk_norm = qk_norm_kind::head,
     .window = window_rule::upper},
    // Tentative: code of a repository was read, but no total has confirmed it yet.
    {.model_types = "spark2_5",
     .is_tentative = true,
     .head_gate = always,
     .tied = tied_unless_said},
    {.model_types = "sdar cagliostro bananamind2_pro",
     .is_tentative = true,
     .qk_norm = qk_norm_kind::head},
    // Decoders made to see both ways for embeddings: nothing is cached, and no head is stored.
    {.model_types = "bidirectional_pplx_qwen3 qwen3_bidirec",
     .is_tentative = true,
     .is_encoder = true,
     .qk_norm = qk_norm_kind::head,
     .adjust = cache_nothing},
    {.model_types = "gemma",
     .defaults = "hidden_size=3072 num_hidden_layers=28 num_attention_heads=16 "
                 "num_key_value_heads=16 head_dim=256 intermediate_size=24576 vocab_size=256000 "
                 "max_position_embeddings=8192",
     .tied = tied_unless_said},
    // Four norms a layer: before and after each half. Even layers have the window, and the class
    // has no member that says so.
    {.model_types = "gemma2",
     .defaults = "hidden_size=2304 num_hidden_layers=26 num_attention_heads=8 "
                 "num_key_value_heads=4 head_dim=256 intermediate_size=9216 vocab_size=256000 "
                 "max_position_embeddings=8192 sliding_window=4096",
     .norms_per_layer = 4,
     .tied = tied_unless_said,
     .window = window_rule::even},
    // The writing half of an encoder and decoder: a third pair of norms is for what it reads of the
    // other half, and `further` has the matrices of that attention.
    {.model_types = "t5gemma t5_gemma_module",
     .defaults = "hidden_size=2304 num_hidden_layers=26 num_attention_heads=8 "
                 "num_key_value_heads=4 head_dim=256 intermediate_size=9216 vocab_size=256000 "
                 "max_position_embeddings=8192 sliding_window=4096 "
                 "cross_attention_hidden_size=2304",
     .norms_per_layer = 6,
     .tied = tied_unless_said,
     .window = window_rule::even,
     .further = "L*n*d*h*2 + K*cross_attention_hidden_size*2"},
    {.model_types = "vaultgemma",
     .defaults = "hidden_size=2304 num_hidden_layers=26 num_attention_heads=8 "
                 "num_key_value_heads=4 head_dim=256 intermediate_size=9216 vocab_size=256000 "
                 "max_position_embeddings=8192 sliding_window=4096",
     .tied = tied_unless_said,
     .window = window_rule::even},
    // The first release wrote no pattern: five layers with a window to one without are of the
    // class. The table has 64 rows more than the tokenizer has words.
    {.model_types = "gemma3 gemma3_text",
     .defaults = "hidden_size=2304 num_hidden_layers=26 num_attention_heads=8 "
                 "num_key_value_heads=4 head_dim=256 intermediate_size=9216 vocab_size=262208 "
                 "max_position_embeddings=131072 sliding_window=4096 sliding_window_pattern=6",
     .qk_norm = qk_norm_kind::head,
     .norms_per_layer = 4,
     .tied = tied_unless_said,
     .window = window_rule::pattern},
    // Per-layer embeddings, several streams and layers that share caches: read_gemma3n knows them.
    {.model_types = "gemma3n gemma3n_text",
     .defaults = "hidden_size=2048 num_hidden_layers=35 num_attention_heads=8 "
                 "num_key_value_heads=2 head_dim=256 intermediate_size=16384 vocab_size=262400 "
                 "vocab_size_per_layer_input=262144 hidden_size_per_layer_input=256 "
                 "altup_num_inputs=4 laurel_rank=64 num_kv_shared_layers=15 "
                 "max_position_embeddings=32768 sliding_window=512 sliding_window_pattern=5",
     .qk_norm = qk_norm_kind::head,
     .norms_per_layer = 4,
     .tied = tied_unless_said,
     .window = window_rule::pattern,
     .adjust = read_gemma3n},
    // Layers without a window have wider heads (global_head_dim). moe_rule::all counts only where a
    // configuration has experts.
    {.model_types = "gemma4 gemma4_text gemma4_unified gemma4_unified_text",
     .defaults = "hidden_size=2304 num_hidden_layers=30 num_attention_heads=8 "
                 "num_key_value_heads=4 head_dim=256 global_head_dim=512 intermediate_size=9216 "
                 "vocab_size=262144 max_position_embeddings=131072 sliding_window=512 "
                 "sliding_window_pattern=6",
     .qk_norm = qk_norm_kind::head,
     .norms_per_layer = 4,
     .tied = tied_unless_said,
     .moe = moe_rule::all,
     .window = window_rule::pattern,
     .adjust = read_gemma4},
    {.model_types = "muse_glimmer muse_glimmer_text",
     .defaults = "hidden_size=6656 num_hidden_layers=52 num_attention_heads=32 "
                 "num_key_value_heads=2 head_dim=128 intermediate_size=19968 vocab_size=202048 "
                 "max_position_embeddings=131072 sliding_window=2048 sliding_window_pattern=4",
     .q_gate = always,
     .norms_per_layer = 4,
     .window = window_rule::pattern},
    // Its matrices are stored joined (qkv_proj, gate_up_proj), which makes no difference to their
    // number.
    {.model_types = "phi3 phi3_v phi4mm phi4_multimodal",
     .defaults = "hidden_size=3072 num_hidden_layers=32 num_attention_heads=32 "
                 "intermediate_size=8192 vocab_size=32064 max_position_embeddings=4096",
     .window = window_rule::all},
    // LayerNorm with bias, unlike other relatives of Llama; norms of single heads in later ones.
    {.model_types = "stablelm stablelm_epoch",
     .qkv_bias = by("use_qkv_bias"),
     .o_bias = never,
     .qk_norm = qk_norm_kind::every_head,
     .has_qk_norm = by("qk_layernorm"),
     .norm = norm_kind::weight_and_bias,
     .adjust = join_parallel_norms},
    // OLMo normalises without any weights, so that layers store none.
    {.model_types = "olmo", .norm = norm_kind::weightless},
    // The same in the code of its authors, with other names; embedding_size is the vocabulary,
    // padded.
    {.model_types = "hf_olmo",
     .vocab_keys = "embedding_size vocab_size",
     .qkv_bias = by("include_bias"),
     .o_bias = by("include_bias"),
     .ffn_divisor = 2,
     .norm = norm_kind::weightless,
     .tied = by("weight_tying", true)},
    // A diffusion model: all masked words are guessed at once, so that no cache grows.
    {.model_types = "llada",
     .is_encoder = true,
     .vocab_keys = "embedding_size vocab_size",
     .qkv_bias = by("include_qkv_bias include_bias"),
     .o_bias = by("include_bias"),
     .tied = by("weight_tying"),
     .adjust = cache_nothing},
    // OLMo 2 normalises after each half instead of before: as many norms, in another place.
    {.model_types = "olmo2", .qk_norm = qk_norm_kind::every_head},
    {.model_types = "olmo3",
     .defaults = "hidden_size=4096 num_hidden_layers=32 num_attention_heads=32 "
                 "intermediate_size=11008 vocab_size=50304 max_position_embeddings=2048 "
                 "sliding_window=4096 sliding_window_pattern=4",
     .qk_norm = qk_norm_kind::every_head,
     .window = window_rule::pattern},
    // Both halves of a layer read the same normalised input: one norm a layer. Norms of queries and
    // keys came with Command R+.
    {.model_types = "cohere",
     .qk_norm = qk_norm_kind::every_head,
     .has_qk_norm = by("use_qk_norm"),
     .norms_per_layer = 1,
     .tied = tied_unless_said},
    {.model_types = "cohere2",
     .defaults = "sliding_window=4096 sliding_window_pattern=4",
     .norms_per_layer = 1,
     .tied = tied_unless_said,
     .window = window_rule::pattern},
    // GLM-4 in transformers' own class; `chatglm` below is the same in the authors' code.
    {.model_types = "glm", .qkv_bias = by("attention_bias", true), .o_bias = never},
    {.model_types = "glm4v glm4v_text",
     .qkv_bias = by("attention_bias", true),
     .o_bias = never,
     .norms_per_layer = 4},
    {.model_types = "glm4 glm_ocr glm_ocr_text",
     .qkv_bias = by("attention_bias"),
     .o_bias = never,
     .norms_per_layer = 4},
    // padded_vocab_size is what the table has; vocab_size, where it is there too, is the
    // tokenizer's.
    {.model_types = "chatglm",
     .vocab_keys = "padded_vocab_size vocab_size",
     .qkv_bias = by("add_qkv_bias", true),
     .o_bias = by("add_bias_linear"),
     .mlp_bias = by("add_bias_linear"),
     .adjust = read_query_groups},
    {.model_types = "internlm", .qkv_bias = by("bias", true), .o_bias = by("bias", true)},
    // InternLM 2 stores one joined matrix for queries, keys and values.
    {.model_types = "internlm2", .qkv_bias = by("bias"), .o_bias = by("bias")},
    {.model_types = "internlm3",
     .qkv_bias = by("qkv_bias attention_bias"),
     .o_bias = by("bias attention_bias"),
     .mlp_bias = by("bias mlp_bias")},
    // Only the name differs: it stores W_pack, which is the three matrices in one.
    {.model_types = "baichuan"},
    {.model_types = "orion", .norm = norm_kind::weight_and_bias},
    // Layers with a window and without alternate only where sliding_window is set: the small ones
    // have none.
    {.model_types = "exaone4",
     .defaults = "sliding_window_pattern=4",
     .qk_norm = qk_norm_kind::head,
     .window = window_rule::pattern,
     .adjust = free_last_layer},
    {.model_types = "ernie4_5 paddleocr_vl paddleocr_vl_text",
     .qkv_bias = by("use_bias"),
     .o_bias = by("use_bias"),
     .mlp_bias = by("use_bias"),
     .tied = tied_unless_said},
    {.model_types = "hunyuan_v1_dense",
     .qk_norm = qk_norm_kind::head,
     .has_qk_norm = by("use_qk_norm", true),
     .adjust = share_caches_across_layers},
    {.model_types = "granite granite_docling_text", .defaults = "max_position_embeddings=2048"},
    // Ternary weights need a norm before the last matrix of each half.
    {.model_types = "bitnet", .adjust = add_inner_norms},
    {.model_types = "diffllama", .adjust = add_lambdas},
    {.model_types = "hyperclovax", .adjust = read_post_norms},
    {.model_types = "molmo2 molmo2_text",
     .qk_norm = qk_norm_kind::head,
     .further = "additional_vocab_size=128*h"},
    // The whole model also has the part that speaks; only the language model is known.
    {.model_types = "moshi", .only_class = "ForCausalLM", .ffn_divisor = 2, .further = "h"},
    {.model_types = "t5gemma2 t5gemma2_decoder",
     .defaults = "hidden_size=2304 num_hidden_layers=26 num_attention_heads=8 "
                 "num_key_value_heads=4 head_dim=256 intermediate_size=9216 vocab_size=262208 "
                 "max_position_embeddings=131072 sliding_window=4096 sliding_window_pattern=6",
     .qk_norm = qk_norm_kind::head,
     .norms_per_layer = 4,
     .tied = tied_unless_said,
     .window = window_rule::pattern},
    {.model_types = "cosmos3_edge cosmos3_edge_text", .mlp_matrices = 2},
    {.model_types = "modernbert-decoder",
     .embedding_norms = 1,
     .tied = tied_unless_said,
     .head_bias = by("decoder_bias", true),
     .are_windows_listed = true,
     .further = "h*h + h + classifier_bias?*h",
     .adjust = drop_first_norm},
    // Positions are told by buckets of distances between segments, which have tables.
    {.model_types = "cpmant",
     .norms_per_layer = 2,
     .tied = never,
     .further = "segment_types=32*h + prompt_types=32*prompt_length=32*h + "
                "position_bias_num_buckets=512*n + segment_types=32*segment_types=32*n"},
    // Attention and feed-forward count as layers of their own in its configuration.
    {.model_types = "dory",
     .final_norms = 0,
     .are_windows_listed = true,
     .further = "L*h*n*d + L*n*d*2 + L*f*2 + v",
     .adjust = join_pairs_of_layers},
    // Two stacks take turns several times: layers are listed as often as they are passed.
    {.model_types = "hrm_text",
     .q_gate = always,
     .norm = norm_kind::weightless,
     .further = "h",
     .adjust = repeat_stacks},
    // No attention at all: states of matrices, whose sizes read_xlstm checks to be the usual ones.
    {.model_types = "xlstm",
     .mixer = mixer_kind::none,
     .further = "L*h*h*3 + L*num_heads*h*2 + L*num_heads*2 + L*h + use_bias?*L*h*8 + "
                "use_bias?*L*f*2",
     .adjust = read_xlstm},
    // Each layer has another number of heads and another width, by lists of factors.
    {.model_types = "openelm",
     .qk_norm = qk_norm_kind::head,
     .has_qk_norm = by("normalize_qk_projections"),
     .tied = by("share_input_output_layers", true),
     .adjust = read_openelm},
    {.model_types = "plamo",
     .is_tentative = true,
     .norms_per_layer = 1,
     .adjust = read_shared_heads},
    {.model_types = "seed_oss",
     .qkv_bias = by("attention_bias", true),
     .o_bias = by("attention_out_bias")},
    {.model_types = "helium", .o_bias = never},
    // Some layers attend to the image alone: what they keep does not grow with the text.
    {.model_types = "mllama mllama_text_model",
     .defaults = "hidden_size=4096 num_hidden_layers=40 num_attention_heads=32 "
                 "num_key_value_heads=8 intermediate_size=14336 vocab_size=128256 "
                 "max_position_embeddings=131072",
     .adjust = read_cross_attention},
    // Llama pruned by a search: each layer says what is left of it.
    {.model_types = "nemotron-nas", .adjust = read_block_configs},
    {.model_types = "granite_swa",
     .defaults = "sliding_window=128",
     .sinks = always,
     .tied = tied_unless_said,
     .are_windows_listed = true},
    // Feed-forward of wide lookups is an option of its class, and refused where it is on.
    {.model_types = "doge",
     .defaults = "hidden_size=1024 num_hidden_layers=32 num_attention_heads=8 "
                 "intermediate_size=2048 vocab_size=32768 max_position_embeddings=2048",
     .qk_norm = qk_norm_kind::head,
     .adjust = add_dynamic_mask},
};

std::span<const family> dense_families() noexcept { return dense_rows; }

}  // namespace muster
