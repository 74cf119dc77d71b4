#include "encoder.hpp"
#include "size/facts/config_view.hpp"
#include "size/facts/words.hpp"

namespace muster {

namespace {

// A table of positions for each tile as well as for each patch of all tiles, eight layers that
// see all tiles, with a gate for each of their parts, and gates on the tables.
count tile_positions(const config_view& config, std::uint64_t hidden)
{
    const count h = hidden;
    const count ffn = config.number_or("intermediate_size", 5120);
    const count tiles = config.number_or("max_num_tiles", 4);
    const auto side = config.number_or("patch_size", 14);
    const count across = side > 0 ? config.number_or("image_size", 560) / side : 0;
    const auto patches = across * across + 1U;
    constexpr std::uint64_t aspect_ratios = 9;

    auto total = patches * h + tiles * patches * h * aspect_ratios + 1U;
    total += (tiles * h * aspect_ratios + 1U) * 2U;
    const auto one_layer = h * h * 4U + h * 4U + h * ffn * 2U + ffn + h + 2U;
    return total + one_layer * config.number_or("num_global_layers", 8);
}

// Two convolutions in time instead of patches, and positions; keys have no bias.
count sound_input(const config_view& config, std::uint64_t hidden)
{
    const count h = hidden;
    const count bands = config.number_or("num_mel_bins", 128);
    constexpr std::uint64_t kernel = 3;
    return bands * h * kernel + h + h * h * kernel + h +
           h * config.number_or("max_source_positions", 1500);
}

// Norms after as well as before, of queries and keys too, and a table of positions an axis.
count four_norms_and_axes(const config_view& config, std::uint64_t hidden)
{
    const count h = hidden;
    const count head_dim = config.number_or("head_dim", 64);
    const count layers = config.number_or("num_hidden_layers", 16);
    const auto standard = config.flag("standardize", false) ? h * 2U : count(0);
    return layers * (h * 2U + head_dim * 2U) +
           h * config.number_or("position_embedding_size", 10240) * 2U + standard;
}

// One query looks at all patches; classes have it unless the configuration says that they do not.
count looking_head(const config_view& config, std::uint64_t hidden)
{
    if (!config.flag("vision_use_head", true))
        return 0;
    const count h = hidden;
    const count ffn = config.number_or("intermediate_size", 3072);
    return h + h * h * 4U + h * 4U + h * 2U + h * ffn * 2U + ffn + h;
}

// A norm at the end where patches are not averaged, and others of queries and keys.
count closing_norm(const config_view& config, std::uint64_t hidden)
{
    const count h = hidden;
    const count layers = config.number_or("num_hidden_layers", 24);
    const auto end = config.flag("use_mean_pooling", true) ? count(0) : h * 2U;
    return config.flag("use_qk_norm", false) ? end + layers * h * 2U : end;
}

// Queries and keys are normed; each matrix of the gated part has a bias.
count normed_heads(const config_view& config, std::uint64_t hidden)
{
    const auto heads = config.number_or("num_heads", 16);
    const count layers = config.number_or("depth", 24);
    return layers * (heads > 0 ? hidden / heads : 0) * 2U;
}

// Patches of two images of a video, and a table of positions.
count paired_patches(const config_view& config, std::uint64_t hidden)
{
    const count side = config.number_or("patch_size", 14);
    return side * side * 6U * hidden + count(config.number_or("num_positions", 1024)) * hidden;
}

constexpr encoder encoders[] = {
    {.names = "siglip_vision_model",
     .defaults = "hidden_size=768 intermediate_size=3072 num_hidden_layers=12 patch_size=16",
     .has_patch_bias = true,
     .positions = patch_positions::grid,
     .extra = looking_head},
    {.names = "siglip2_vision_model",
     .has_patch_bias = true,
     .positions = patch_positions::listed,
     .extra = looking_head},
    {.names = "clip_vision_model",
     .defaults = "hidden_size=768 intermediate_size=3072 num_hidden_layers=12 patch_size=32",
     .has_class = true,
     .positions = patch_positions::grid_and_class,
     .outer_norms = 2},
    {.names = "pixtral",
     .defaults = "hidden_size=1024 intermediate_size=4096 num_hidden_layers=24 patch_size=16",
     .norm_vectors = 1,
     .qkv_bias = never,
     .has_o_bias = false,
     .ffn_matrices = 3,
     .has_ffn_bias = false},
    {.names = "qwen2_vl",
     .defaults = "embed_dim=1280 depth=32",
     .hidden_keys = "embed_dim",
     .layers_keys = "depth",
     .ffn_multiple = 4,
     .frames = 2,
     .outer_norms = 0},
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
    {.names = "glm5_next_vision",
     .defaults = "hidden_size=1024 depth=24 intermediate_size=4096 patch_size=14",
     .layers_keys = "depth",
     .frames = 2,
     .has_patch_bias = true,
     .norm_vectors = 1,
     .ffn_matrices = 3,
     .extra = normed_heads},
    {.names = "muse_glimmer_vision",
     .defaults = "hidden_size=1536 num_hidden_layers=50 intermediate_size=8960 patch_size=14",
     .frames = 0,
     .outer_norms = 2,
     .extra = paired_patches},
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
     .extra = tile_positions},
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
     .extra = four_norms_and_axes},
    {.names = "idefics3_vision smolvlm_vision",
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
     .extra = closing_norm},
    {.names = "intern_vit_6b",
     .has_patch_bias = true,
     .has_class = true,
     .positions = patch_positions::grid_and_class,
     .outer_norms = 0,
     .layer_vectors = 2},
    {.names = "voxtral_encoder qwen2_audio_encoder",
     .defaults = "d_model=1280 encoder_layers=32 encoder_ffn_dim=5120",
     .hidden_keys = "hidden_size d_model",
     .layers_keys = "num_hidden_layers encoder_layers",
     .ffn_keys = "intermediate_size encoder_ffn_dim",
     .frames = 0,
     .qkv_bias = never,
     .layer_vectors = 2,
     .extra = sound_input},
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
