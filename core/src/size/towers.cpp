#include "towers.hpp"

#include "config_view.hpp"
#include "encoder.hpp"
#include "family.hpp"
#include "text_model.hpp"
#include "words.hpp"

#include <boost/json/array.hpp>

namespace muster {

namespace {

// What joins an encoder to the language model: root, encoder and the width it is joined to.
using projector = count (*)(const config_view&, const config_view&, count);

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

count voxtral_projector(const config_view&, const config_view& audio, count hidden)
{
    return linear(audio.number_or("intermediate_size", 5120), hidden, false) + hidden * hidden;
}

// There is one size of what sees and hears beside Gemma 3n; what follows projects it.
tower_count gemma3n_towers(const config_view& root, count hidden)
{
    constexpr std::uint64_t seen_width = 2048;
    constexpr std::uint64_t heard_width = 1536;
    constexpr std::uint64_t heard_layers = 12;
    constexpr std::uint64_t both_encoders = 975'941'472;
    const auto vision = root.child("vision_config");
    const auto audio = root.child("audio_config");
    const bool is_usual = vision && audio &&
                          vision->number_or("hidden_size", seen_width) == seen_width &&
                          audio->number_or("hidden_size", heard_width) == heard_width &&
                          audio->number_or("conf_num_hidden_layers", heard_layers) == heard_layers;
    return {is_usual ? hidden * (seen_width + heard_width) + both_encoders : count(0), is_usual};
}

// One kind of model with an encoder beside it.
struct joined_model
{
    std::string_view names = {};
    std::string_view config_key = {};
    std::string_view encoder_name = {};  // where the encoder's configuration does not say
    projector project = nullptr;
    bool is_also_text_alone = false;  // there are models of its text class and nothing else
};

constexpr joined_model joined_models[] = {
    {"gemma3", "vision_config", "siglip_vision_model", one_matrix_and_norm, true},
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
    {"qwen3_vl qwen3_vl_moe qwen3_5 qwen3_5_moe", "vision_config", "qwen3_vl", qwen3_mergers},
    {"glm4v glm4v_moe", "vision_config", "glm4v", glm_merger},
    {"llama4", "vision_config", "llama4_vision_model", llama4_adapter},
    {"mllama", "vision_config", "mllama_vision_model", mllama_projector},
    {"kimi_vl kimi_k25", "vision_config", "moonvit", moon_projector},
    {"kimi_k3", "vision_config", "kimi_k3", normed_moon_projector},
    {"gemma4", "vision_config", "gemma4_vision", gemma4_projectors},
    {"voxtral", "audio_config", "voxtral_encoder", voxtral_projector},
};

const joined_model* find_joined(std::string_view model_type)
{
    for (const auto& one : joined_models)
        for (auto names = one.names; !names.empty();)
            if (next_word(names) == model_type)
                return &one;
    return nullptr;
}

// The class of a nested configuration at the root: someone may have saved it alone, and whether
// the repository has the tower too is not said.
bool is_torn_off(std::string_view model_type)
{
    constexpr std::string_view ending = "_text";
    if (!model_type.ends_with(ending))
        return false;
    const auto* const whole = find_joined(model_type.substr(0, model_type.size() - ending.size()));
    return whole && !whole->is_also_text_alone;
}

count one_tower(const joined_model& kind, const config_view& root, count hidden, bool& is_known)
{
    const auto config = root.child(kind.config_key);
    if (!config)
        return 0;
    const auto* tower = find_encoder(config->text("model_type"));
    if (!tower)
        tower = find_encoder(kind.encoder_name);
    is_known = tower != nullptr;
    return tower ? encoder_params(*tower, *config) + kind.project(root, *config, hidden) : count(0);
}

}  // namespace

tower_count count_towers(const config_view& root, const text_model& text, bool is_nested)
{
    if (root.text("model_type") == "gemma3n")
        return gemma3n_towers(root, text.hidden);
    tower_count found;
    const auto* const kind = find_joined(root.text("model_type"));
    found.is_whole = !is_torn_off(root.text("model_type"));
    if (kind)
        found.params = one_tower(*kind, root, text.hidden, found.is_whole);
    // A text part inside of something: what is beside it is not told.
    if (kind && is_nested && !root.has(kind->config_key))
        found.is_whole = false;

    // What an outer class that is not known adds to a known language model cannot be told.
    if (!kind && is_nested && !find_family(root.text("model_type")))
        found.is_whole = false;

    std::string_view keys = "vision_config audio_config vision_tower_config mm_vision_tower "
                            "img_processor vit_config visual audio_processor embd_layer "
                            "speech_config thinker_config";
    while (!keys.empty())
    {
        const auto key = next_word(keys);
        if (root.has(key) && (!kind || kind->config_key != key))
            found.is_whole = false;
    }
    return found;
}

}  // namespace muster
