#include "size/facts/config_view.hpp"
#include "size/facts/text_model.hpp"
#include "size/families/adjustments.hpp"
#include "size/families/family.hpp"

#include <boost/json/array.hpp>

#include <algorithm>
#include <string>

namespace muster {

namespace {

// Such a layer is half of a usual one: nothing feeds forward after it.
void keep_only_mixer(layer_plan& layer, mixer_kind mixer)
{
    layer.mixer = mixer;
    layer.dense_matrices = 0;
    layer.has_experts = false;
}

void set_by_letter(
    const config_view& config, char letter, const layer_plan& experts, layer_plan& layer
)
{
    switch (letter)
    {
        case 'M': keep_only_mixer(layer, mixer_kind::mamba2); break;
        case '*': keep_only_mixer(layer, mixer_kind::attention); break;
        case '-':
            layer.mixer = mixer_kind::none;
            layer.has_experts = false;
            layer.dense_matrices = 2;  // up and down
            break;
        case 'E':
            layer = experts;
            layer.mixer = mixer_kind::none;
            break;
        default: config.refuse("hybrid_override_pattern", "has a letter that is not known");
    }
}

char letter_of(std::string_view block)
{
    if (block == "mamba" || block == "linear_attention")
        return 'M';
    if (block == "attention" || block == "full_attention")
        return '*';
    return block == "moe" ? 'E' : block == "mlp" ? '-' : '?';
}

// The pattern, or the list of names that newer configurations have instead.
std::string layer_letters(const config_view& config)
{
    const auto* const names = config.list("layers_block_type");
    if (!names)
        return std::string(config.text("hybrid_override_pattern"));
    std::string letters;
    for (const auto& one : *names)
    {
        const auto* const name = one.if_string();
        letters += name ? letter_of(*name) : '?';
    }
    return letters;
}

bool is_hybrid(const boost::json::array& types, std::size_t i)
{
    const auto* const type = i < types.size() ? types[i].if_string() : nullptr;
    return type && *type == "hybrid";
}

// What the first class takes where no list says it: layer 2, then by period.
bool is_usual_hybrid(const config_view& config, std::size_t i)
{
    constexpr std::size_t first = 3;
    const auto period = std::max<std::uint64_t>(config.number_or("attn_layer_period", 6), 1);
    if (i < first)
        return i + 1 == first;
    return (i - first) % period == config.number_or("attn_layer_offset", 4);
}

// What each use of a shared block adds to its matrices.
void add_adapters(const config_view& config, text_model& text, count uses)
{
    const count rank = config.number_or("adapter_rank lora_rank", 0);
    const count h = text.hidden;
    if (rank.value() == 0)
        return;
    if (config.flag("use_shared_attention_adapter", false))
        text.add("adapters", uses * rank * h * 4U * 3U);
    const count ffn = config.number_or("intermediate_size ffn_hidden_size", 0);
    text.add("adapters", uses * (h * rank + rank * ffn * 2U));
}

}  // namespace

// nemotron_h. One letter a layer: M a state, * attention, - feed-forward, E experts; each has one
// norm.
void read_letters(const config_view& config, text_model& text)
{
    const auto letters = layer_letters(config);
    if (letters.size() != text.layers.size())
        // Guessing what the rest is would publish a wrong cache.
        return config.refuse("hybrid_override_pattern", "is not as long as the layers are many");
    text.expert_width = config.number_or("moe_latent_size", text.hidden);
    if (text.expert_width != text.hidden)
    {
        const auto sparse = std::count(letters.begin(), letters.end(), 'E');
        const auto both = count(2) * text.expert_width * text.hidden;
        text.add("latent projections", both * static_cast<std::uint64_t>(sparse));
    }
    // Some store biases of the routers, some not.
    if (!holds(text.kind->router_bias, config))
        text.buffers += count(text.experts) *
                        static_cast<std::uint64_t>(std::count(letters.begin(), letters.end(), 'E'));
    // All layers were planned alike: the first is the pattern for those with experts.
    const auto experts = text.layers.empty() ? layer_plan{} : text.layers.front();
    for (std::size_t i = 0; i < letters.size(); ++i)
        set_by_letter(config, letters[i], experts, text.layers[i]);
}

// jamba. One layer of each period attends.
void attend_periodically(const config_view& config, text_model& text)
{
    const auto period = std::max<std::uint64_t>(config.number_or("attn_layer_period", 8), 1);
    const auto offset = config.number_or("attn_layer_offset", 4);
    for (std::size_t i = 0; i < text.layers.size(); ++i)
        text.layers[i].mixer =
            i % period == offset ? mixer_kind::attention : text.kind->linear_mixer;
}

// minimax. 1 in attn_type_list attends, 0 keeps a state.
void attend_by_list(const config_view& config, text_model& text)
{
    if (!config.is_list("attn_type_list"))
        return;
    for (std::size_t i = 0; i < text.layers.size(); ++i)
        if (config.number_at("attn_type_list", i).value_or(1) == 0)
            text.layers[i].mixer = text.kind->linear_mixer;
}

// lfm2_moe.
void attend_at_indices(const config_view& config, text_model& text)
{
    const auto* const indices = config.list("attn_layer_indices full_attn_idxs");
    // layer_types has said it already, and more exactly.
    if (!indices || config.has("layer_types"))
        return;
    for (std::size_t i = 0; i < text.layers.size(); ++i)
    {
        const bool attends =
            std::find(indices->begin(), indices->end(), boost::json::value(i)) != indices->end();
        text.layers[i].mixer = attends ? mixer_kind::attention : text.kind->linear_mixer;
    }
}

// bamba. Without indices no layer attends.
void attend_only_at_indices(const config_view& config, text_model& text)
{
    attend_at_indices(config, text);
    if (config.has("attn_layer_indices layer_types"))
        return;
    for (auto& layer : text.layers)
        layer.mixer = text.kind->linear_mixer;
}

// bailing_moe_linear. The last layer of each group attends, and so do all of a group that is not
// whole.
void attend_last_of_groups(const config_view& config, text_model& text)
{
    if (config.has("layer_types"))
        return;
    const auto size = std::max<std::uint64_t>(config.number_or("layer_group_size", 1), 1);
    const auto grouped = text.layers.size() / size * size;
    for (std::size_t i = 0; i < text.layers.size(); ++i)
        if ((i + 1) % size != 0 && i < grouped)
            text.layers[i].mixer = text.kind->linear_mixer;
}

// bailing_hybrid. The newer kind keeps its states by delta rules.
void read_bailing_hybrid(const config_view& config, text_model& text)
{
    attend_last_of_groups(config, text);
    for (auto& layer : text.layers)
        if (layer.mixer == mixer_kind::lightning && config.has("kda_safe_gate"))
            layer.mixer = mixer_kind::kimi_delta;
}

// granitemoehybrid.
void read_granite_hybrid(const config_view& config, text_model& text)
{
    // The shared part is the only feed-forward part where there are no experts.
    const auto shared = config.number_or("shared_intermediate_size", 0);
    text.is_ffn_given = text.is_ffn_given || shared > 0;
    for (auto& layer : text.layers)
        if (!layer.has_experts)
            layer.ffn = shared;
}

// mamba, mamba2, falcon_mamba.
void use_only_states(const config_view&, text_model& text)
{
    for (auto& layer : text.layers)
        keep_only_mixer(layer, text.kind->mixer);
}

// lfm2.
void read_lfm2(const config_view& config, text_model& text)
{
    attend_at_indices(config, text);
    if (!config.flag("block_auto_adjust_ff_dim", true))
        return;
    const auto factor = config.real("block_ffn_dim_multiplier").value_or(1);
    const auto step = std::max<std::uint64_t>(config.number_or("block_multiple_of", 256), 1);
    for (auto& layer : text.layers)
    {
        // The width that LFM2's class computes from the one that is given.
        const auto scaled = static_cast<double>(layer.ffn * 2 / 3) * std::clamp(factor, 0.0, 64.0);
        const auto width = static_cast<std::uint64_t>(scaled);
        layer.ffn = (width + step - 1) / step * step;
    }
}

// zamba, zamba2. Shared blocks of attention see the state and the input side by side; each use of
// one has a cache and a matrix of its own.
void read_shared_blocks(const config_view& config, text_model& text)
{
    const auto* const types = config.list("layers_block_type");
    const auto head_dim = text.heads > 0 ? 2 * text.hidden / text.heads : 0;
    count uses = 0;
    for (std::size_t i = 0; i < text.layers.size(); ++i)
    {
        auto& layer = text.layers[i];
        const bool attends = types ? is_hybrid(*types, i) : is_usual_hybrid(config, i);
        layer.head_dim = layer.v_head_dim = attends ? head_dim : 0;
        layer.heads = attends ? text.heads : 0;
        layer.kv_heads = attends ? text.kv_heads : 0;
        keep_only_mixer(layer, attends ? mixer_kind::attention_and_state : text.kind->linear_mixer);
        layer.has_own_attention = false;
        uses += attends ? 1 : 0;
    }
    text.head_dim = head_dim;
    const count h = text.hidden;
    const count ffn = config.number_or("intermediate_size ffn_hidden_size", 0);
    if (ffn.value() == 0)
        config.refuse("intermediate_size", "is not given");
    const auto keys = count(text.kv_heads) * head_dim;
    // Attention takes both widths and gives one; a gated part and the norms of both follow.
    const auto block = h * 2U * (h * 2U + keys * 2U) + h * 2U * h + h * ffn * 3U + h * 3U;
    text.add("shared blocks", block * config.number_or("num_mem_blocks", 1));
    text.add("attention", uses * h * h);
    add_adapters(config, text, uses);
}

// recurrent_gemma. A short list of kinds is repeated over all layers.
void read_griffin(const config_view& config, text_model& text)
{
    const auto* const types = config.list("block_types _block_types");
    const auto window = config.number_or("attention_window_size", 2048);
    for (std::size_t i = 0; i < text.layers.size(); ++i)
    {
        const auto* const name =
            types && !types->empty() ? (*types)[i % types->size()].if_string() : nullptr;
        const bool attends = name ? *name == "attention" : i % 3 == 2;
        text.layers[i].mixer = attends ? mixer_kind::attention : mixer_kind::rg_lru;
        text.layers[i].window = attends ? window : 0;
    }
}

// kimi_linear, kimi_k3.
void read_kimi_linear(const config_view& config, text_model& text)
{
    const auto linear = config.child("linear_attn_config");
    const auto* const kept = linear ? linear->list("kda_layers") : nullptr;
    for (std::size_t i = 0; kept && i < text.layers.size(); ++i)
        // Kimi counts layers from 1.
        if (std::find(kept->begin(), kept->end(), boost::json::value(i + 1)) != kept->end())
            text.layers[i].mixer = mixer_kind::kimi_delta;

    const count h = text.hidden;
    const count layers = text.layers.size();
    // A query and a norm before each half of a layer, and before the end.
    if (config.has("attn_res_block_size"))
        text.add("residual attention", layers * h * 4U + h * 2U);

    text.expert_width = config.number_or("routed_expert_hidden_size", text.hidden);
    if (text.expert_width == text.hidden)
        return;
    const auto sparse = std::count_if(text.layers.begin(), text.layers.end(), [](const auto& one) {
        return one.has_experts;
    });
    const count width = text.expert_width;
    const auto norm = config.flag("latent_moe_use_norm", false) ? width : count(0);
    text.add("latent projections", (h * width * 2U + norm) * static_cast<std::uint64_t>(sparse));
}

}  // namespace muster
