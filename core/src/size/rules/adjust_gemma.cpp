#include "size/facts/config_view.hpp"
#include "size/facts/text_model.hpp"
#include "size/families/adjustments.hpp"

namespace muster {

namespace {

// A table of inputs for each layer, and in each layer what mixes them in.
void add_layer_inputs(const config_view& config, text_model& text, std::uint64_t width)
{
    const count layers = text.layers.size();
    const count h = text.hidden;
    const count rows = config.number_or("vocab_size_per_layer_input", text.vocab);
    text.add_lookup("layer embeddings", rows * layers * width);
    text.add("layer inputs", h * layers * width + width + layers * (h * width * 2U + h));
}

// Layers that take another's keys and values need no matrices for them, though some store them.
void share_keys(bool has_own, text_model& text, layer_plan& layer)
{
    layer.stores_kv = has_own;
    if (has_own)
        return;
    const auto keys = count(layer.kv_heads) * layer.head_dim;
    text.unused += keys * text.hidden * (layer.has_values ? 2U : 1U) + layer.head_dim;
}

void add_dense_beside_experts(text_model& text)
{
    const count h = text.hidden;
    for (auto& layer : text.layers)
    {
        layer.dense_matrices = 3;
        text.add("norms", h * 3U);
        text.add("router", h + text.experts);
        text.bare += h + text.experts;
    }
}

// Several streams of hidden states, predicted and corrected by a router in each layer.
void add_alternating_updates(const config_view& config, text_model& text)
{
    const count h = text.hidden;
    const count layers = text.layers.size();
    const count inputs = config.number_or("altup_num_inputs", 4);
    const auto further = inputs.value() > 0 ? inputs.value() - 1 : 0;
    const auto scale = config.flag("altup_correct_scale", true) ? h : count(0);
    // To each further stream and back. In each layer a router weighs them, from which the
    // coefficients follow that correct and that predict.
    text.add("streams", h * h * further * 2U);
    text.add(
        "streams", layers * (inputs * inputs + inputs * inputs * inputs + h * inputs + h + scale)
    );
}

}  // namespace

// gemma3n. Several streams (AltUp), low-rank residuals (LAuReL), inputs for each layer, and later
// layers that use the keys of earlier ones.
void read_gemma3n(const config_view& config, text_model& text)
{
    const count h = text.hidden;
    const count rank = config.number_or("laurel_rank", 64);
    const auto shared = config.number_or("num_kv_shared_layers", 0);
    for (std::size_t i = 0; i < text.layers.size(); ++i)
        share_keys(i + shared < text.layers.size(), text, text.layers[i]);
    add_alternating_updates(config, text);
    text.add("feed-forward", (h * rank * 2U + h) * text.layers.size());
    add_layer_inputs(config, text, config.number_or("hidden_size_per_layer_input", 0));
}

// gemma4. Layers that see everything have heads of another width, and may use keys as values.
void read_gemma4(const config_view& config, text_model& text)
{
    const auto full_head_dim = config.number_or("global_head_dim", text.head_dim);
    const auto full_kv_heads = config.number_or("num_global_key_value_heads", text.kv_heads);
    const bool keys_are_values = config.flag("attention_k_eq_v", false);
    const auto shared = config.number_or("num_kv_shared_layers", 0);
    const auto wide = config.flag("use_double_wide_mlp", false) ? 2U : 1U;
    for (std::size_t i = 0; i < text.layers.size(); ++i)
    {
        auto& layer = text.layers[i];
        if (layer.window == 0)
        {
            layer.head_dim = layer.v_head_dim = full_head_dim;
            layer.has_values = !keys_are_values;
            layer.kv_heads = keys_are_values ? full_kv_heads : layer.kv_heads;
        }
        share_keys(i + shared < text.layers.size(), text, layer);
        if (!layer.stores_kv)
            layer.ffn *= wide;
    }
    // A scale of each layer's output.
    text.add("layer scales", text.layers.size());
    text.bare += text.layers.size();
    text.optional += text.layers.size();
    if (text.experts > 1)
        add_dense_beside_experts(text);
    if (const auto width = config.number_or("hidden_size_per_layer_input", 0); width > 0)
        add_layer_inputs(config, text, width);
}

// diffusion_gemma. One half reads what is written, one removes noise from what comes next, from the
// same weights but for the scales; what it guessed before is fed back to it.
void read_gemma4_twins(const config_view& config, text_model& text)
{
    read_gemma4(config, text);
    text.optional += text.layers.size();
    text.bare += text.layers.size();
    text.add("layer scales", text.layers.size());
    const count h = text.hidden;
    text.add("self-conditioning", h * config.number_or("intermediate_size", 0) * 3U + h);
}

}  // namespace muster
