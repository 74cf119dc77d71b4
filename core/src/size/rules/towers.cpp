#include "towers.hpp"

#include "size/facts/config_view.hpp"
#include "size/facts/text_model.hpp"
#include "size/facts/words.hpp"
#include "size/families/family.hpp"
#include "size/towers/encoder.hpp"
#include "size/towers/joined_models.hpp"
#include "size/towers/part_formula.hpp"
#include "text_part.hpp"

#include <algorithm>

namespace muster {

namespace {

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
    const auto params = is_usual ? hidden * (seen_width + heard_width) + both_encoders : count(0);
    return {.params = params, .is_whole = is_usual};
}

// No encoders: patches and sound are projected, patches normed before, after and with positions.
count unified_embedders(const config_view& root, count hidden)
{
    constexpr std::uint64_t patch_numbers = 6912;  // three colours of 48 x 48
    constexpr std::uint64_t positions = 1120;
    constexpr std::uint64_t sound_width = 640;
    const auto seen = hidden * positions * 2U + hidden * patch_numbers + hidden * hidden +
                      hidden * 5U + patch_numbers * 2U;
    return (root.has("vision_config") ? seen : count(0)) +
           (root.has("audio_config") ? hidden * sound_width : count(0));
}

// LLaVA in the form of before transformers knew it: its encoder is named, and of one kind.
bool is_old_llava(const config_view& root, bool is_nested)
{
    return !is_nested && is_one_of(root.text("model_type"), "llava llava_llama llava_mistral");
}

tower_count named_encoder(const config_view& root, count hidden)
{
    constexpr std::uint64_t clip_large_of_336 = 303'507'456;
    const auto kind = root.text("mm_projector_type");
    const bool is_pair = kind == "mlp2x_gelu";
    const bool is_known = root.text("mm_vision_tower").ends_with("clip-vit-large-patch14-336") &&
                          (is_pair || kind == "linear");
    if (!is_known)
        return {.is_whole = false};
    const bool ends_lines =
        root.text("mm_patch_merge_type").find("unpad") != std::string_view::npos;
    const formula_scope scope{
        root, nullptr, {{"h", hidden}, {"pair", is_pair ? 1 : 0}, {"newline", ends_lines ? 1 : 0}}};
    const auto joins = evaluate("mm_hidden_size=1024 > h + pair*(h > h) + newline*h", scope);
    return {.params = joins + clip_large_of_336};
}

// The class of a nested configuration at the root: only the class named says that the language
// model was saved alone.
bool is_torn_off(const config_view& root)
{
    return root.text("model_type").ends_with("_text") &&
           !architecture_of(root).ends_with("ForCausalLM");
}

// Whether a part is written as absent that all models of this kind have.
bool denies_hearing(const config_view& root)
{
    const auto text = root.child("text_config").value_or(root);
    return root.text("model_type") == "gemma4" && root.has_member("audio_config") &&
           !root.has("audio_config") && text.number_or("hidden_size_per_layer_input", 0) > 0;
}

count one_tower(const joined_model& kind, const config_view& root, count hidden, bool& is_known)
{
    if (kind.config_key.empty())
        return joining_params(kind, root, root, hidden);
    const auto config = root.child(kind.config_key);
    if (!config)
        return 0;
    if (kind.encoder_name.empty())
        return joining_params(kind, root, *config, hidden);
    const auto* tower = find_encoder(config->text("model_type"));
    // A model_type of vision_config may be that of the whole model.
    if (!tower || kind.is_encoder_fixed)
        tower = find_encoder(kind.encoder_name);
    is_known = is_known && tower;
    const auto joins = joining_params(kind, root, *config, hidden);
    return tower ? encoder_params(*tower, *config) + joins : count(0);
}

// Whether there is something beside the text that no kind reads.
bool has_further(const config_view& root, const std::vector<const joined_model*>& kinds)
{
    std::string_view keys = "vision_config audio_config vision_tower_config mm_vision_tower "
                            "img_processor vit_config visual audio_processor embd_layer "
                            "speech_config thinker_config vision_layers high_res_vision_config";
    while (!keys.empty())
    {
        const auto key = next_word(keys);
        const auto reads = [key](const auto* kind) { return kind->config_key == key; };
        if (root.has(key) && std::none_of(kinds.begin(), kinds.end(), reads))
            return true;
    }
    return false;
}

}  // namespace

tower_count count_towers(const config_view& root, const text_model& text, bool is_nested)
{
    if (root.text("model_type") == "gemma3n")
        return gemma3n_towers(root, text.hidden);
    if (root.text("model_type") == "gemma4_unified")
        return {.params = unified_embedders(root, text.hidden)};
    if (is_old_llava(root, is_nested))
        return named_encoder(root, text.hidden);
    tower_count found;
    const auto& kinds = find_joined(root.text("model_type"));
    found.is_whole = !is_torn_off(root) && !denies_hearing(root) && !has_further(root, kinds);
    for (const auto* const kind : kinds)
    {
        found.params += one_tower(*kind, root, text.hidden, found.is_whole);
        // A text part inside of something: what is beside it is not told.
        if (is_nested && !kind->config_key.empty() && !root.has(kind->config_key))
            found.is_whole = false;
    }
    if (const auto vision = root.child("vision_config");
        vision && is_one_of(root.text("model_type"), "gemma4 diffusion_gemma") &&
        vision->flag("standardize", false))
        found.optional = count(vision->number_or("hidden_size", 768)) * 2U;
    // What an outer class that is not known adds to a known language model cannot be told.
    if (kinds.empty() && is_nested && !find_family(root.text("model_type")))
        found.is_whole = false;
    return found;
}

}  // namespace muster
