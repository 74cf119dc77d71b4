#include "projectors.hpp"

#include "encoder.hpp"
#include "size/facts/config_view.hpp"

#include <boost/json/array.hpp>

namespace muster {

namespace {

count linear(count in, count out, bool has_bias) { return in * out + (has_bias ? out : count(0)); }

// Two kernels of 3 x 3, each doubling the width: 9 x 2 and 9 x 2 x 4.
count convolutions(count width) { return width * width * 18U + width * width * 72U; }

count shuffled_by_half(const config_view& root, count width, count hidden)
{
    const auto ratio = root.real("downsample_ratio").value_or(0.5);
    // The ratio is squared and divided by: out of its range nothing is counted, and no total fits.
    const count factor =
        ratio > 0.1 && ratio <= 1 ? static_cast<std::uint64_t>(1 / (ratio * ratio)) : 0;
    const auto in = factor * width;
    return in * 2U + linear(in, hidden, true) + linear(hidden, hidden, true);
}

// Qwen's merger of four patches: a norm and two matrices.
count merger(const config_view& vision, count norm, count out)
{
    const count side = vision.number_or("spatial_merge_size", 2);
    const auto in = side * side * vision.number_or("embed_dim hidden_size", 0);
    return norm + linear(in, in, true) + linear(in, out, true);
}

}  // namespace

count two_layers(const config_view& root, const config_view& vision, count hidden)
{
    const bool bias = root.flag("multimodal_projector_bias", true);
    return linear(vision.number_or("hidden_size", 1024), hidden, bias) +
           linear(hidden, hidden, bias);
}

count two_layers_and_newline(const config_view& root, const config_view& vision, count hidden)
{
    return two_layers(root, vision, hidden) + hidden;
}

count merged_patches(const config_view& root, const config_view& vision, count hidden)
{
    const bool bias = root.flag("multimodal_projector_bias", false);
    const count width = vision.number_or("hidden_size", 1024);
    const count side = root.number_or("spatial_merge_size", 2);
    return width + width * side * side * width + linear(width, hidden, bias) +
           linear(hidden, hidden, bias);
}

count one_matrix_and_norm(const config_view&, const config_view& vision, count hidden)
{
    const count width = vision.number_or("hidden_size", 768);
    return width * hidden + width;
}

count one_matrix(const config_view&, const config_view& other, count hidden)
{
    return linear(other.number_or("hidden_size", 1152), hidden, true);
}

count one_matrix_of_sound(const config_view&, const config_view& audio, count hidden)
{
    return linear(audio.number_or("d_model", 1280), hidden, true);
}

count joined_patches(const config_view& root, const config_view& vision, count hidden)
{
    const count factor = root.number_or("scale_factor", 2);
    return linear(factor * factor * vision.number_or("hidden_size", 1152), hidden, false);
}

// The first matrix gates: half of what it gives is left.
count aligned_patches(const config_view& root, const config_view& vision, count hidden)
{
    const count factor = root.number_or("downsample_factor", 2);
    const auto width = root.number_or("alignment_intermediate_size", 36864);
    return linear(factor * factor * vision.number_or("hidden_size", 1152), width, true) +
           linear(width / 2, hidden, true);
}

count shuffled_patches(const config_view& root, const config_view& vision, count hidden)
{
    const count factor = root.number_or("downsample_factor", 2);
    const auto in = factor * factor * vision.number_or("hidden_size", 1152);
    const count width = root.number_or("projector_hidden_size", 2560);
    const auto norm = root.flag("projector_use_layernorm", true) ? in * 2U : count(0);
    return norm + linear(in, width, true) + linear(width, hidden, true);
}

count normed_and_shuffled(const config_view& root, const config_view& vision, count hidden)
{
    const count side = vision.number_or("spatial_merge_size", 2);
    const count width = vision.number_or("hidden_size", 1024);
    const count inner = root.number_or("projector_hidden_size", 4096);
    return width * 2U + linear(side * side * width, inner, true) + linear(inner, hidden, true);
}

count intern_projector(const config_view& root, const config_view& vision, count hidden)
{
    return shuffled_by_half(root, vision.number_or("hidden_size", 3200), hidden);
}

count internvl_projector(const config_view& root, const config_view& vision, count hidden)
{
    return shuffled_by_half(root, vision.number_or("hidden_size", 1024), hidden);
}

count qwen2_merger(const config_view&, const config_view& vision, count hidden)
{
    const auto out = vision.number_or("hidden_size", hidden.value());
    return merger(vision, count(vision.number_or("embed_dim", 1280)) * 2U, out);
}

count qwen2_5_merger(const config_view&, const config_view& vision, count hidden)
{
    const auto out = vision.number_or("out_hidden_size", hidden.value());
    return merger(vision, vision.number_or("hidden_size", 1280), out);
}

count qwen3_mergers(const config_view&, const config_view& vision, count hidden)
{
    const count width = vision.number_or("hidden_size", 1152);
    const count side = vision.number_or("spatial_merge_size", 2);
    // The class takes patches from three layers more; a list, empty even, says which.
    const auto* const deep = vision.list("deepstack_visual_indexes");
    const count out = vision.number_or("out_hidden_size", hidden.value());
    const auto further = merger(vision, width * side * side * 2U, out);
    return merger(vision, width * 2U, out) + further * (deep ? deep->size() : 0);
}

count glm_merger(const config_view&, const config_view& vision, count)
{
    const count width = vision.number_or("hidden_size", 1536);
    const count out = vision.number_or("out_hidden_size", 4096);
    const count inner = vision.number_or("intermediate_size", 13696);
    const count side = vision.number_or("spatial_merge_size", 2);
    return linear(width * side * side, out, true) + out * out + out * 2U + out * inner * 3U;
}

count llama4_adapter(const config_view&, const config_view& vision, count hidden)
{
    const count in = vision.number_or("projector_input_dim", 4096);
    const count out = vision.number_or("projector_output_dim", 4096);
    return count(vision.number_or("intermediate_size", 5632)) * in + in * out +
           hidden * vision.number_or("vision_output_dim", 4096);
}

count mllama_projector(const config_view&, const config_view& vision, count hidden)
{
    return linear(vision.number_or("vision_output_dim", 7680), hidden, true);
}

count moon_projector(const config_view&, const config_view& vision, count hidden)
{
    const count width = vision.number_or("vt_hidden_size hidden_size", 1152);
    return width * 2U + linear(width * 4U, width * 4U, true) + linear(width * 4U, hidden, true);
}

count normed_moon_projector(const config_view&, const config_view& vision, count hidden)
{
    const auto width = count(vision.number_or("vt_hidden_size", 1024)) * 4U;
    return width * width + width * hidden + hidden;
}

// Models with inputs for each layer also hear: a conformer of one size, projected from 1536.
count gemma4_projectors(const config_view& root, const config_view& vision, count hidden)
{
    constexpr std::uint64_t hearing = 304'824'608;
    constexpr std::uint64_t heard_width = 1536;
    const auto text = root.child("text_config").value_or(root);
    const bool hears = text.number_or("hidden_size_per_layer_input", 0) > 0;
    return count(vision.number_or("hidden_size", 768)) * hidden +
           (hears ? hidden * heard_width + hearing : count(0));
}

count glm_next_merger(const config_view&, const config_view& vision, count)
{
    const count width = vision.number_or("hidden_size", 1024);
    const count out = vision.number_or("out_hidden_size", 4096);
    const count inner = vision.number_or("projection_intermediate_size", 10240);
    const count side = vision.number_or("spatial_merge_size", 2);
    return linear(width * side * side, out, true) + out * out + out * 2U + out * inner * 3U;
}

count muse_projector(const config_view& root, const config_view&, count hidden)
{
    const count width = root.number_or("projector_hidden_size", 4096);
    const count in = root.number_or("out_hidden_size", 6144);
    return in * width + width * width + width * hidden;
}

count voxtral_projector(const config_view&, const config_view& audio, count hidden)
{
    return linear(audio.number_or("intermediate_size", 5120), hidden, false) + hidden * hidden;
}

count matrix_and_norm(const config_view&, const config_view& vision, count hidden)
{
    return linear(vision.number_or("hidden_size", 768), hidden, true) + hidden * 2U;
}

// A coarse route and a fine one: a projection, and mergers from layers between.
count routes(const config_view&, const config_view& vision, count hidden)
{
    const count width = vision.number_or("hidden_size", 768);
    const count out = vision.number_or("out_hidden_size", hidden.value());
    const count side = vision.number_or("scale_factor", 4);
    const auto* const deep = vision.list("deepstack_visual_indexes");
    const auto route = [&](count in) {
        const auto one = in * 2U + linear(in, out, true) + linear(out, out, true);
        return in * out + one * (deep ? deep->size() : 3);
    };
    const auto fine = vision.flag("use_fine_route", true) ? route(width * 4U) : count(0);
    return width * 2U + route(width * side * side) + fine + out * 4U + out * out;
}

// Its words are those of the half that writes, and so is its table where they are tied.
count reading_half(const config_view& root, const config_view& encoder, count hidden)
{
    const auto text = encoder.child("text_config");
    const auto vision = encoder.child("vision_config");
    if (!text || !vision)
        return 0;
    const auto table = count(text->number_or("vocab_size", 262208)) * hidden + hidden;
    return encoder_params(*find_encoder("t5gemma2_text"), *text) + hidden +
           (root.flag("tie_word_embeddings", true) ? count(0) : table) +
           encoder_params(*find_encoder("siglip_vision_model"), *vision) +
           one_matrix_and_norm(root, *vision, hidden);
}

// One encoder reads what the other has read.
count two_encoders(const config_view&, const config_view& vision, count hidden)
{
    const auto first = vision.child("sam_config");
    const auto second = vision.child("encoder_config");
    if (!first || !second)
        return 0;
    const count width = first->number_or("output_channels", 256);
    const auto joined = width * 4U + second->number_or("hidden_size", 1024);
    return encoder_params(*find_encoder("got_ocr2_vision"), *first) + convolutions(width) +
           encoder_params(*find_encoder("unlimited_ocr_vision_encoder"), *second) +
           linear(joined, hidden, true) + hidden * 2U;
}

count both_resolutions(const config_view&, const config_view& vision, count hidden)
{
    const count half = hidden.value() / 2;
    return linear(vision.number_or("hidden_size", 1024), half, true) + linear(1024, half, true) +
           linear(hidden, hidden, true) + 1U;
}

count neck_and_convolutions(const config_view&, const config_view& vision, count)
{
    const count width = vision.number_or("output_channels", 256);
    return width * vision.number_or("hidden_size", 768) + width * width * 9U + width * 4U +
           convolutions(width);
}

count nothing(const config_view&, const config_view&, count) { return 0; }

count hunyuan_merger(const config_view&, const config_view& vision, count hidden)
{
    const count width = vision.number_or("hidden_size", 1536);
    const count side = vision.number_or("spatial_merge_size", 2);
    const count out = vision.number_or("out_hidden_size", hidden.value());
    return linear(width * side * side, out, true) + linear(out, out, true) + width + out;
}

count inkling2_merger(const config_view&, const config_view& vision, count hidden)
{
    const count side = vision.number_or("spatial_merge_size", 2);
    const count inner = vision.number_or("projection_hidden_dim", 4096);
    return side * side * vision.number_or("hidden_size", 1024) * inner + inner * hidden;
}

// Patches of several layers are pooled by attention, then gated.
count molmo_adapter(const config_view& root, const config_view& vision, count)
{
    const auto adapter = root.child("adapter_config");
    if (!adapter)
        return 0;
    const auto* const layers = adapter->list("vision_feature_layer vit_layers");
    const auto in = count(vision.number_or("hidden_size", 1152)) * (layers ? layers->size() : 2);
    const count width = adapter->number_or("hidden_size", 1152);
    const count inner = adapter->number_or("intermediate_size", 18944);
    return linear(in, width, true) * 3U + linear(width, width, true) + width * inner * 2U +
           inner * adapter->number_or("text_hidden_size", 3584);
}

count plain_patches(const config_view& root, const config_view&, count hidden)
{
    const count side = root.number_or("patch_size", 30);
    return linear(side * side * root.number_or("num_channels", 3), hidden, true);
}

count layers_side_by_side(const config_view& root, const config_view& vision, count hidden)
{
    const auto* const layers = root.list("vision_feature_layer vision_feature_layers");
    const auto in = count(vision.number_or("hidden_size", 1024)) * (layers ? layers->size() : 5);
    return in * 2U + linear(in, hidden, true) + linear(hidden, hidden, true);
}

// Videos have an encoder of their own.
count two_layers_and_encoder(const config_view& root, const config_view& vision, count hidden)
{
    return two_layers(root, vision, hidden) +
           encoder_params(*find_encoder("clip_vision_model"), vision);
}

count qwen2_5_merger_and_matrix(const config_view&, const config_view& vision, count hidden)
{
    const count out = vision.number_or("out_hidden_size", 3584);
    return merger(vision, vision.number_or("hidden_size", 3584), out) + linear(out, hidden, true);
}

count glm_ocr_merger(const config_view&, const config_view& vision, count)
{
    const count out = vision.number_or("out_hidden_size", 1536);
    const count side = vision.number_or("spatial_merge_size", 2);
    const auto inner = out * vision.number_or("in_channels", 3);
    return linear(side * side * vision.number_or("hidden_size", 1024), out, true) + out * out +
           out * 2U + out * inner * 3U;
}

// Four patches become one by attention and a wide pair of matrices, twice four by the last pair.
count minicpm_mergers(const config_view&, const config_view& vision, count hidden)
{
    const count width = vision.number_or("hidden_size", 1152);
    const auto in = width * 4U;
    const auto inside = linear(width, width, true) * 4U + width * 2U + in * 2U +
                        linear(in, in * 4U, true) + linear(in * 4U, width, true);
    return inside + in * 2U + linear(in, in, true) + linear(in, hidden, true);
}

count minimax_projector(const config_view& root, const config_view& vision, count hidden)
{
    const count inner = root.number_or("projector_hidden_size", hidden.value());
    const count side = vision.number_or("spatial_merge_size", 2);
    return linear(vision.number_or("hidden_size", 1280), inner, true) +
           linear(inner, hidden, true) + linear(side * side * hidden, inner, true) +
           linear(inner, hidden, true);
}

// What a patch looks like is one of so many words, which have a table.
count table_of_sights(const config_view& root, const config_view& vision, count)
{
    const count words = vision.number_or("vocab_size", 16384);
    const count stride = vision.number_or("hidden_stride", 1);
    const auto told =
        vision.number_or("vocab_size", 16384) - vision.number_or("num_visual_indicator_tokens", 5);
    const auto in = stride * stride * vision.number_or("hidden_size", 1024);
    return in * told + count(told) * 2U + words * root.number_or("hidden_size", 1536);
}

count edge_projector(const config_view& root, const config_view& vision, count hidden)
{
    const count width = vision.number_or("hidden_size", 1152);
    const count side = vision.number_or("spatial_merge_size", 2);
    const count inner = root.number_or("projector_hidden_size", 11520);
    return width * 2U + linear(side * side * width, inner, true) + linear(inner, hidden, true);
}

count paddle_projector(const config_view&, const config_view& vision, count hidden)
{
    return merger(vision, count(vision.number_or("hidden_size", 1152)) * 2U, hidden);
}

// Two convolutions halve each side.
count step_projector(const config_view&, const config_view& vision, count hidden)
{
    const count width = vision.number_or("hidden_size", 1536);
    const auto halved = [](count in) { return linear(in * 9U, in * 2U, true); };
    return halved(width) + halved(width * 2U) + width * 4U * hidden;
}

count two_matrices(const config_view&, const config_view& vision, count hidden)
{
    return linear(vision.number_or("hidden_size", 768), hidden, true) +
           linear(hidden, hidden, true);
}

// So many queries look at the patches.
count aria_projector(const config_view& root, const config_view& vision, count hidden)
{
    const count queries = root.number_or("max_value_projector_patch_to_query_dict", 256);
    const count width = vision.number_or("hidden_size", 1152);
    return queries * width + width * width * 8U + width * 5U + width * 6U + width * hidden +
           hidden * hidden;
}

count ernie_resampler(const config_view&, const config_view& vision, count hidden)
{
    const count side = vision.number_or("spatial_merge_size", 2);
    const auto in = side * side * vision.number_or("hidden_size", 1280);
    const auto by_time = linear(in * 2U, in, true) + linear(in, in, true) + in * 2U;
    return linear(in, in, true) * 2U + in * 2U + by_time + linear(in, hidden, true) + hidden;
}

// Queries of heads of their own look at patches as wide as the words.
count idefics2_connector(const config_view& root, const config_view& vision, count hidden)
{
    const auto text = root.child("text_config").value_or(root);
    const auto looking = root.child("perceiver_config").value_or(root);
    const count inner = text.number_or("intermediate_size", 14336);
    const count width = looking.number_or("resampler_head_dim", 96);
    const count heads = looking.number_or("resampler_n_heads", 16);
    const count kv = looking.number_or("num_key_value_heads", 4);
    const auto layer = hidden * 3U + hidden * width * (heads + kv) * 2U + hidden * hidden * 12U;
    return inner * vision.number_or("hidden_size", 768) * 2U + inner * hidden +
           hidden * looking.number_or("resampler_n_latents", 64) +
           layer * looking.number_or("resampler_depth", 3) + hidden;
}

count heard_and_marked(const config_view&, const config_view& audio, count)
{
    const count out = audio.number_or("output_dim", 3584);
    return out * 2U + linear(audio.number_or("d_model", 1280), out, true);
}

count heard_twice(const config_view&, const config_view& audio, count)
{
    const count width = audio.number_or("d_model", 1280);
    return linear(width, width, true) + linear(width, audio.number_or("output_dim", 3584), true);
}

count norm_and_matrices(const config_view& root, const config_view& vision, count hidden)
{
    const auto in = count(vision.number_or("hidden_size", 1280)) * 4U;
    const count inner = root.number_or("projector_hidden_size", 4096);
    return in + in * inner + inner * hidden;
}

// Two convolutions, then one matrix.
count upsampled_patches(const config_view&, const config_view& vision, count hidden)
{
    const count width = vision.number_or("output_channels", 256);
    return convolutions(width) + linear(width * 4U, hidden, true);
}

count phi_vision_projector(const config_view&, const config_view& vision, count hidden)
{
    const count width = vision.number_or("hidden_size", 1152);
    return width * 2U + linear(width, hidden, true) + linear(hidden, hidden, true);
}

// One pair of matrices where sound comes alone, one where images come with it.
count phi_audio_projector(const config_view&, const config_view& audio, count hidden)
{
    const count width = audio.number_or("hidden_size", 1024);
    return (linear(width, hidden, true) + linear(hidden, hidden, true)) * 2U;
}

}  // namespace muster
