#include "joined_models.hpp"

#include "size/facts/config_view.hpp"
#include "size/facts/words.hpp"

#include <boost/json/array.hpp>

namespace muster {

namespace {

count linear(count in, count out, bool has_bias) { return in * out + (has_bias ? out : count(0)); }

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

count shuffled_by_half(const config_view& root, count width, count hidden)
{
    const auto ratio = root.real("downsample_ratio").value_or(0.5);
    const count factor =
        ratio > 0.1 && ratio <= 1 ? static_cast<std::uint64_t>(1 / (ratio * ratio)) : 0;
    const auto in = factor * width;
    return in * 2U + linear(in, hidden, true) + linear(hidden, hidden, true);
}

count intern_projector(const config_view& root, const config_view& vision, count hidden)
{
    return shuffled_by_half(root, vision.number_or("hidden_size", 3200), hidden);
}

count internvl_projector(const config_view& root, const config_view& vision, count hidden)
{
    return shuffled_by_half(root, vision.number_or("hidden_size", 1024), hidden);
}

// Qwen's merger of four patches: a norm and two matrices.
count merger(const config_view& vision, count norm, count out)
{
    const count side = vision.number_or("spatial_merge_size", 2);
    const auto in = side * side * vision.number_or("embed_dim hidden_size", 0);
    return norm + linear(in, in, true) + linear(in, out, true);
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

constexpr joined_model joined_models[] = {
    {"gemma3", "vision_config", "siglip_vision_model", one_matrix_and_norm},
    {"paligemma", "vision_config", "siglip_vision_model", one_matrix},
    {"llava", "vision_config", "clip_vision_model", two_layers},
    {"llava_onevision", "vision_config", "siglip_vision_model", two_layers_and_newline},
    {"mistral3 ministral3", "vision_config", "pixtral", merged_patches},
    {"lfm2_vl", "vision_config", "siglip2_vision_model", shuffled_patches},
    {"internvl_chat", "vision_config", "intern_vit_6b", intern_projector},
    {"internvl", "vision_config", "internvl_vision", internvl_projector},
    {"idefics3 smolvlm", "vision_config", "idefics3_vision", joined_patches},
    {"llava_next", "vision_config", "clip_vision_model", two_layers_and_newline},
    {"cohere2_vision", "vision_config", "siglip_vision_model", aligned_patches},
    {"qwen2_audio", "audio_config", "qwen2_audio_encoder", one_matrix_of_sound},
    {"qwen2_vl", "vision_config", "qwen2_vl", qwen2_merger},
    {"qwen2_5_vl", "vision_config", "qwen2_5_vl", qwen2_5_merger},
    {"qwen3_vl qwen3_vl_moe qwen3_5 qwen3_5_moe qwen4_exp",
     "vision_config",
     "qwen3_vl",
     qwen3_mergers},
    {"glm4v glm4v_moe", "vision_config", "glm4v", glm_merger},
    {"llama4", "vision_config", "llama4_vision_model", llama4_adapter},
    {"mllama", "vision_config", "mllama_vision_model", mllama_projector},
    {"kimi_vl kimi_k25", "vision_config", "moonvit", moon_projector},
    {"kimi_k3", "vision_config", "kimi_k3", normed_moon_projector},
    {"glm5_next", "vision_config", "glm5_next_vision", glm_next_merger},
    {"muse_glimmer", "vision_config", "muse_glimmer_vision", muse_projector},
    {"gemma4", "vision_config", "gemma4_vision", gemma4_projectors},
    {"voxtral", "audio_config", "voxtral_encoder", voxtral_projector},
};

}  // namespace

const joined_model* find_joined(std::string_view model_type)
{
    for (const auto& one : joined_models)
        for (auto names = one.names; !names.empty();)
            if (next_word(names) == model_type)
                return &one;
    return nullptr;
}

}  // namespace muster
