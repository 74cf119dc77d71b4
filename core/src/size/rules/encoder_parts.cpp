#include "encoder_parts.hpp"

#include "size/facts/config_view.hpp"

#include <boost/json/array.hpp>

#include <algorithm>

namespace muster {

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

// Two convolutions in time; where sounds are is computed.
count sound_alone(const config_view& config, std::uint64_t hidden)
{
    const count h = hidden;
    const count bands = config.number_or("num_mel_bins", 128);
    return bands * h * 3U + h * h * 3U + h * 2U;
}

// The largest image's patches, and one more.
count largest_image(const config_view& config, std::uint64_t hidden)
{
    const auto side = config.number_or("patch_size", 16);
    const count across = side > 0 ? config.number_or("max_image_size", 2048) / side : 0;
    return (across * across + 1U) * hidden;
}

// A grid whose side is said, a class and its place.
count said_grid(const config_view& config, std::uint64_t hidden)
{
    const count side = config.number_or("posemb_grid_size", 32);
    return (side * side + 2U) * hidden;
}

count normed_wide_heads(const config_view& config, std::uint64_t)
{
    return count(config.number_or("head_dim", 256)) * config.number_or("num_hidden_layers", 26) *
           2U;
}

count table_of_words(const config_view& config, std::uint64_t hidden)
{
    return count(config.number_or("vocab_size", 256000)) * hidden;
}

// Three convolutions over time and pitch, each halving both.
count sound_as_image(const config_view& config, std::uint64_t hidden)
{
    const count width = config.number_or("downsample_hidden_size", 480);
    auto bands = count(config.number_or("num_mel_bins", 128)).value();
    for (int i = 0; i < 3; ++i)
        bands = (bands + 1) / 2;
    return width * 9U + width * width * 18U + width * 3U + width * bands * hidden;
}

// All sizes of image are cut from one square of positions; videos have patches of their own.
count large_square(const config_view& config, std::uint64_t hidden)
{
    const auto side = config.number_or("patch_size", 16);
    const count across = side > 0 ? config.number_or("max_img_size", 2048) / side : 0;
    const count marks =
        config.number_or("num_cls_tokens", 3) + config.number_or("num_registers", 7);
    const auto patch = count(side) * side * 3U;
    const auto moving = patch * config.number_or("video_temporal_patch_size", 2);
    return (across * across + marks + moving) * hidden;
}

// Layers that see a window, some that see all, both by distances; then two convolutions.
count windows_and_neck(const config_view& config, std::uint64_t hidden)
{
    const count h = hidden;
    const auto heads = config.number_or("num_attention_heads", 12);
    const count head_dim = heads > 0 ? hidden / heads : 0;
    const auto side = config.number_or("patch_size", 16);
    const count across = side > 0 ? config.number_or("image_size", 1024) / side : 0;
    const count window = config.number_or("window_size", 14);
    const count layers = config.number_or("num_hidden_layers", 12);
    const auto* const listed = config.list("global_attn_indexes");
    const count seeing = listed ? listed->size() : 4;
    const count rows = seeing.value() > layers.value() ? 0 : layers.value() - seeing.value();
    const auto distances = (seeing * (across * 2U) + rows * (window * 2U)) * 2U;
    const count out = config.number_or("output_channels", 256);
    // Of n places there are 2n - 1 distances.
    return (distances.value() - (layers * 2U).value()) * head_dim + h * out + out * out * 9U +
           out * 4U;
}

// Conformers: two halves of a feed-forward part around attention and a convolution.
count phi_sound(const config_view& config, std::uint64_t hidden)
{
    const count h = hidden;
    const count ffn = config.number_or("intermediate_size", 1536);
    const count width = config.number_or("nemo_conv_channels", 1024);
    const count ext = config.number_or("ext_pw_out_channel", 1024);
    const count deep = config.number_or("depthwise_separable_out_channel", 1024);
    const count kernel = config.number_or("kernel_size", 3);
    const auto halves = h * 2U + h * ffn * 3U + ffn * 2U + h;
    const auto convolution = h * 2U + ext * 2U + h * ext * 2U + ext * 2U + h * (kernel + 1U) +
                             h * deep + deep + deep * ext + ext;
    const auto reading = width * 27U + width * width * 2U + width * 5U +
                         width * config.number_or("nemo_final_size", 10) * h + h;
    const auto distances = count(config.number_or("bias_max_distance", 1000)) * 2U *
                           config.number_or("num_attention_heads", 16);
    return (halves * 2U + convolution) * config.number_or("num_blocks", 24) + reading + distances;
}

// Layers that are said to convolve have three matrices to begin with, and one to end.
count convolved_patches(const config_view& config, std::uint64_t hidden)
{
    const count h = hidden;
    const auto heads = std::max<std::uint64_t>(config.number_or("num_attention_heads", 16), 1);
    const auto width = hidden / heads;
    const auto kv = std::min(config.number_or("num_key_value_heads", heads), heads) * width;
    const count kernel = config.number_or("conv_kernel_size", 3);
    const auto* const kinds = config.list("layer_types");
    const auto convolves = [](const boost::json::value& kind) { return kind == "conv"; };
    const std::uint64_t layers = config.number_or("num_hidden_layers", 0);
    const std::uint64_t some =
        kinds ? static_cast<std::uint64_t>(std::ranges::count_if(*kinds, convolves)) : 0;
    const auto attending = count(layers > some ? layers - some : 0);
    return h * ((hidden - kv) * 2U + kernel * kernel) * some + attending * width * 2U;
}

}  // namespace muster
