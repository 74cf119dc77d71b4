#include "encoder.hpp"
#include "size/facts/words.hpp"

namespace muster {

namespace {

// One query looks at all patches; classes have it unless the configuration says that they do not.
constexpr std::string_view looking_head =
    "f := intermediate_size=3072; vision_use_head!*(h*8 + h*h*4 + h*f*2 + f)";

constexpr encoder encoders[] = {
    {.names = "siglip_vision_model",
     .defaults = "hidden_size=768 intermediate_size=3072 num_hidden_layers=12 patch_size=16",
     .has_patch_bias = true,
     .positions = patch_positions::grid,
     .further = looking_head},
    {.names = "siglip2_vision_model",
     .has_patch_bias = true,
     .positions = patch_positions::listed,
     .further = looking_head},
    // The norm before all layers has weights of its own, hence two outer ones.
    {.names = "clip_vision_model",
     .defaults = "hidden_size=768 intermediate_size=3072 num_hidden_layers=12 patch_size=32",
     .has_class = true,
     .positions = patch_positions::grid_and_class,
     .outer_norms = 2},
    // Made as decoders are: RMSNorm, gated, no biases. Positions turn in both directions.
    {.names = "pixtral",
     .defaults = "hidden_size=1024 intermediate_size=4096 num_hidden_layers=24 patch_size=16",
     .norm_vectors = 1,
     .qkv_bias = never,
     .has_o_bias = false,
     .ffn_matrices = 3,
     .has_ffn_bias = false},
    // Positions turn, so that no table is stored; the last norm is part of what joins the text.
    {.names = "qwen2_vl",
     .defaults = "embed_dim=1280 depth=32",
     .hidden_keys = "embed_dim",
     .layers_keys = "depth",
     .ffn_multiple = 4,
     .frames = 2,
     .outer_norms = 0},
    // The same with RMSNorm and a gated feed-forward part.
    {.names = "qwen2_5_vl",
     .defaults = "hidden_size=1280 depth=32 intermediate_size=3420",
     .layers_keys = "depth",
     .frames = 2,
     .norm_vectors = 1,
     .outer_norms = 0,
     .ffn_matrices = 3},
    {.names = "qwen3_vl qwen3_vl_moe qwen3_5 qwen3_5_moe qwen4_exp",
     .defaults = "hidden_size=1152 depth=27 intermediate_size=4304 patch_size=16 "
                 "num_position_embeddings=2304",
     .layers_keys = "depth",
     .frames = 2,
     .has_patch_bias = true,
     .positions = patch_positions::listed,
     .outer_norms = 0},
    // Its layers are as wide inside as the text is: intermediate_size is that of what joins both.
    {.names = "glm4v glm4v_moe",
     .defaults = "hidden_size=1536 depth=24 out_hidden_size=4096 image_size=336 patch_size=14",
     .layers_keys = "depth",
     .ffn_keys = "out_hidden_size",
     .frames = 2,
     .has_patch_bias = true,
     .positions = patch_positions::grid,
     .norm_vectors = 1,
     .outer_norms = 2,
     .qkv_bias = never,
     .has_o_bias = false,
     .ffn_matrices = 3,
     .has_ffn_bias = false},
    {.names = "glm5_next_vision glm_ocr_vision",
     .defaults = "hidden_size=1024 depth=24 intermediate_size=4096 patch_size=14",
     .layers_keys = "depth",
     .frames = 2,
     .has_patch_bias = true,
     .norm_vectors = 1,
     .ffn_matrices = 3,
     .further = "depth=24*2*(h/num_heads=16)"},
    {.names = "muse_glimmer_vision",
     .defaults = "hidden_size=1536 num_hidden_layers=50 intermediate_size=8960 patch_size=14",
     .frames = 0,
     .outer_norms = 2,
     // Patches of two images of a video, and a table of positions.
     .further = "p := patch_size=14; p*p*6*h + num_positions=1024*h"},
    {.names = "llama4_vision_model",
     .defaults = "hidden_size=1408 num_hidden_layers=34 intermediate_size=5632 image_size=336 "
                 "patch_size=14",
     .has_class = true,
     .positions = patch_positions::grid_and_class,
     .outer_norms = 2},
    {.names = "mllama_vision_model",
     .defaults = "hidden_size=1280 num_hidden_layers=32 intermediate_size=5120 patch_size=14 "
                 "image_size=560",
     .has_class = true,
     .outer_norms = 2,
     .qkv_bias = never,
     .has_o_bias = false,
     // Tables of positions for each tile and each patch of all, layers that see all tiles, with
     // gates for each of their parts and for the tables.
     .further =
         "f := intermediate_size=5120; t := max_num_tiles=4; a := image_size=560/patch_size=14; "
         "p := a*a + 1; p*h + t*p*h*9 + 1 + 2*(t*h*9 + 1) + "
         "num_global_layers=8*(h*h*4 + h*4 + h*f*2 + f + h + 2)"},
    // The table of positions is a grid of its own size, which other images are fitted to.
    {.names = "moonvit kimi_k25",
     .hidden_keys = "vt_hidden_size hidden_size",
     .layers_keys = "vt_num_hidden_layers num_hidden_layers",
     .ffn_keys = "vt_intermediate_size intermediate_size",
     .has_patch_bias = true,
     .positions = patch_positions::square},
    {.names = "kimi_k3",
     .hidden_keys = "vt_hidden_size",
     .layers_keys = "vt_num_hidden_layers",
     .ffn_keys = "vt_intermediate_size",
     .attention_keys = "qkv_hidden_size",
     .positions = patch_positions::square,
     .norm_vectors = 1,
     .qkv_bias = never,
     .has_o_bias = false,
     .has_ffn_bias = false},
    {.names = "gemma4_vision",
     .defaults = "hidden_size=768 num_hidden_layers=16 intermediate_size=3072 patch_size=16 "
                 "head_dim=64 position_embedding_size=10240",
     .norm_vectors = 1,
     .outer_norms = 0,
     .qkv_bias = never,
     .has_o_bias = false,
     .ffn_matrices = 3,
     .has_ffn_bias = false,
     // Norms after as well as before, of queries and keys too, and a table of positions an axis.
     .further = "num_hidden_layers=16*(h*2 + head_dim=64*2) + "
                "h*position_embedding_size=10240*2 + standardize?*h*2"},
    {.names = "idefics3_vision smolvlm_vision idefics2_vision paddleocr_vl_vision minicpm_vision",
     .defaults = "hidden_size=1152 intermediate_size=3072 num_hidden_layers=12 patch_size=32",
     .has_patch_bias = true,
     .positions = patch_positions::grid},
    {.names = "internvl_vision",
     .defaults = "hidden_size=1024 num_hidden_layers=24 intermediate_size=4096",
     .has_patch_bias = true,
     .has_class = true,
     .positions = patch_positions::grid_and_class,
     .outer_norms = 0,
     .qkv_bias = by("attention_bias"),
     .layer_vectors = 2,
     // A norm at the end where patches are not averaged.
     .further = "use_mean_pooling~*h*2 + use_qk_norm?*num_hidden_layers=24*h*2"},
    {.names = "minimax_m3_vl_vision",
     .defaults = "hidden_size=1280 num_hidden_layers=32 intermediate_size=5120",
     .frames = 2},
    {.names = "deepseek_v41_vision",
     .defaults = "hidden_size=1024 num_hidden_layers=32 intermediate_size=2816",
     .has_patch_bias = true,
     .norm_vectors = 1,
     .ffn_matrices = 3,
     .has_ffn_bias = false},
    // Layers that see a window have sinks.
    {.names = "mimo_v2_vision",
     .defaults = "hidden_size=1280 depth=28 intermediate_size=4608 patch_size=16 num_heads=32 "
                 "num_key_value_heads=8 head_dim=64",
     .layers_keys = "depth",
     .frames = 2,
     .norm_vectors = 1,
     .outer_norms = 0,
     .ffn_matrices = 3,
     .further = "use_sink!*num_heads*(depth-fullatt_block_indexes#)"},
    // What is heard comes as words of several tables.
    {.names = "mimo_v2_audio",
     .defaults = "input_local_dim=1024 input_local_layers=6 input_local_intermediate_size=4096",
     .hidden_keys = "input_local_dim",
     .layers_keys = "input_local_layers",
     .ffn_keys = "input_local_intermediate_size",
     .frames = 0,
     .norm_vectors = 1,
     .has_o_bias = false,
     .ffn_matrices = 3,
     .has_ffn_bias = false,
     .further = "audio_channels=20*speech_vocab_size=1280*h"},
    {.names = "ovis2_vision",
     .defaults = "hidden_size=1024 num_hidden_layers=24 intermediate_size=2816",
     .has_patch_bias = true,
     .positions = patch_positions::grid,
     .norm_vectors = 1,
     .outer_norms = 2,
     .qkv_bias = never,
     .has_o_bias = false,
     .ffn_matrices = 3,
     .has_ffn_bias = false},
    {.names = "step3p5_vision",
     .defaults = "hidden_size=1536 num_hidden_layers=47 intermediate_size=8960 image_size=728",
     .positions = patch_positions::grid,
     .layer_vectors = 2},
    {.names = "video_llama_3_vision",
     .defaults = "hidden_size=768 num_hidden_layers=12 intermediate_size=3072 patch_size=16",
     .has_patch_bias = true},
    {.names = "ernie4_5_vl_moe_vision",
     .defaults = "hidden_size=1280 depth=32 intermediate_size=5120",
     .layers_keys = "depth"},
    // Layers scale what either half adds, by a vector each; registers stand beside the class.
    {.names = "radio",
     .defaults = "hidden_size=1280 num_hidden_layers=32 patch_size=16",
     .ffn_multiple = 4,
     .outer_norms = 0,
     .layer_vectors = 2,
     // All sizes of image are cut from one square of positions; videos have patches of their own.
     .further = "p := patch_size=16; a := max_img_size=2048/p; "
                "h*(a*a + num_cls_tokens=3 + num_registers=7 + p*p*3*video_temporal_patch_size=2)"},
    {.names = "got_ocr2_vision",
     .defaults = "hidden_size=768 num_hidden_layers=12 patch_size=16 image_size=1024 mlp_dim=3072",
     .ffn_keys = "mlp_dim",
     .has_patch_bias = true,
     .positions = patch_positions::grid,
     .outer_norms = 0,
     // Some layers see a window, some all, both by distances: of n places 2n - 1. Then two
     // convolutions.
     .further = "g := global_attn_indexes#4; l := num_hidden_layers=12; a := "
                "image_size=1024/patch_size=16; "
                "o := output_channels=256; p := g*a*4 + window_size=14*4*(l-g); "
                "(p-l*2)*(h/num_attention_heads=12) + h*o + o*o*9 + o*4"},
    {.names = "phi4_multimodal_vision",
     .defaults = "hidden_size=1152 num_hidden_layers=27 intermediate_size=4304 image_size=448",
     .has_patch_bias = true,
     .positions = patch_positions::grid,
     .further = looking_head},
    {.names = "phi4_multimodal_audio",
     .defaults = "hidden_size=1024 num_blocks=24",
     .layers_keys = "num_blocks",
     .frames = 0,
     .outer_norms = 0,
     .ffn_matrices = 0,
     .has_ffn_bias = false,
     // Conformers: two halves of a feed-forward part around attention and a convolution.
     .further = "f := intermediate_size=1536; e := ext_pw_out_channel=1024; k := kernel_size=3; "
                "p := depthwise_separable_out_channel=1024; w := nemo_conv_channels=1024; "
                "halves := h*2 + h*f*3 + f*2 + h; "
                "convolution := h*2 + e*2 + h*e*2 + e*2 + h*(k + 1) + h*p + p + p*e + e; "
                "num_blocks=24*(halves*2 + convolution) + w*27 + w*w*2 + w*5 + "
                "w*nemo_final_size=10*h + h + bias_max_distance=1000*2*num_attention_heads=16"},
    {.names = "git_vision_model",
     .defaults = "hidden_size=768 intermediate_size=3072 num_hidden_layers=12 patch_size=16",
     .has_class = true,
     .positions = patch_positions::grid_and_class,
     .outer_norms = 2},
    // It reads what another encoder has seen, and takes no patches.
    {.names = "unlimited_ocr_vision_encoder",
     .defaults = "hidden_size=1024 intermediate_size=4096 num_hidden_layers=24",
     .frames = 0,
     .has_class = true,
     .positions = patch_positions::grid_and_class},
    {.names = "granite_docling_vision",
     .defaults = "hidden_size=768 intermediate_size=3072 num_hidden_layers=12 patch_size=16 "
                 "image_size=512",
     .has_patch_bias = true,
     .positions = patch_positions::grid},
    // The reading half of an encoder and decoder has the same columns as what sees.
    {.names = "t5gemma2_text",
     .defaults = "hidden_size=2304 num_hidden_layers=26 num_attention_heads=8 "
                 "num_key_value_heads=4 head_dim=256 intermediate_size=9216",
     .frames = 0,
     .norm_vectors = 1,
     .qkv_bias = never,
     .has_o_bias = false,
     .ffn_matrices = 3,
     .has_ffn_bias = false,
     .layer_vectors = 2,
     .further = "head_dim=256*num_hidden_layers=26*2"},
    {.names = "t5_gemma_module",
     .defaults = "hidden_size=2304 num_hidden_layers=26 num_attention_heads=8 "
                 "num_key_value_heads=4 head_dim=256 intermediate_size=9216",
     .frames = 0,
     .norm_vectors = 1,
     .qkv_bias = never,
     .has_o_bias = false,
     .ffn_matrices = 3,
     .has_ffn_bias = false,
     .layer_vectors = 2,
     .further = "vocab_size=256000*h"},
    {.names = "hy_v4_vl_vision",
     .defaults = "hidden_size=1536 num_hidden_layers=40 intermediate_size=6144 patch_size=16",
     .has_patch_bias = true,
     .outer_norms = 0,
     .further = "a := max_image_size=2048/patch_size=16; (a*a + 1)*h"},
    {.names = "inkling2_vision",
     .defaults = "hidden_size=1024 num_hidden_layers=23 intermediate_size=4096 patch_size=20",
     .layer_vectors = 2,
     // A grid whose side is said, a class and its place.
     .further = "s := posemb_grid_size=32; (s*s + 2)*h"},
    {.names = "cosmos3_edge_vision", .has_patch_bias = true, .positions = patch_positions::listed},
    {.names = "molmo2_vision",
     .has_patch_bias = true,
     .positions = patch_positions::listed,
     .outer_norms = 0},
    {.names = "lfm3_vl_vision",
     .frames = 2,
     .norm_vectors = 1,
     .qkv_bias = never,
     .has_o_bias = false,
     .ffn_matrices = 3,
     .has_ffn_bias = false,
     // Layers that convolve have three matrices to begin with, and one to end.
     .further =
         "n := num_attention_heads=16; w := h/n; c := layer_types#conv; k := conv_kernel_size=3; "
         "h*c*((h-(num_key_value_heads=n*w))*2 + k*k) + w*2*(num_hidden_layers-c)"},
    // As in Whisper keys have no bias: those of queries and values are the two vectors.
    {.names = "qwen2_5_omni_audio_encoder",
     .defaults = "d_model=1280 encoder_layers=32 encoder_ffn_dim=5120",
     .hidden_keys = "d_model",
     .layers_keys = "encoder_layers",
     .ffn_keys = "encoder_ffn_dim",
     .frames = 0,
     .qkv_bias = never,
     .layer_vectors = 2,
     // Two convolutions in time; where sounds are is computed.
     .further = "num_mel_bins=128*h*3 + h*h*3 + h*2"},
    {.names = "qwen3_omni_moe_audio_encoder",
     .defaults = "d_model=1280 encoder_layers=32 encoder_ffn_dim=5120",
     .hidden_keys = "d_model",
     .layers_keys = "encoder_layers",
     .ffn_keys = "encoder_ffn_dim",
     .frames = 0,
     // Three convolutions over time and pitch, each halving both.
     .further = "w := downsample_hidden_size=480; b := (((num_mel_bins=128 + 1)/2 + 1)/2 + 1)/2; "
                "w*9 + w*w*18 + w*3 + w*b*h"},
    {.names = "intern_vit_6b",
     .has_patch_bias = true,
     .has_class = true,
     .positions = patch_positions::grid_and_class,
     .outer_norms = 0,
     .layer_vectors = 2},
    // Keys have no bias here either.
    {.names = "voxtral_encoder qwen2_audio_encoder",
     .defaults = "d_model=1280 encoder_layers=32 encoder_ffn_dim=5120",
     .hidden_keys = "hidden_size d_model",
     .layers_keys = "num_hidden_layers encoder_layers",
     .ffn_keys = "intermediate_size encoder_ffn_dim",
     .frames = 0,
     .qkv_bias = never,
     .layer_vectors = 2,
     // Two convolutions in time instead of patches, and positions.
     .further = "num_mel_bins=128*h*3 + h + h*h*3 + h + h*max_source_positions=1500"},
};

}  // namespace

const encoder* find_encoder(std::string_view name)
{
    for (const auto& one : encoders)
        for (auto names = one.names; !names.empty();)
            if (next_word(names) == name)
                return &one;
    return nullptr;
}

}  // namespace muster
