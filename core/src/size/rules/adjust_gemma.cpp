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
    text.add("layer embeddings", rows * layers * width, 0);
    text.add("layer inputs", h * layers * width + width + layers * (h * width * 2U + h + 1U));
}

void add_dense_beside_experts(text_model& text)
{
    const count h = text.hidden;
    for (auto& layer : text.layers)
    {
        layer.dense_matrices = 3;
        text.add("norms", h * 3U);
        text.add("router", h + text.experts);
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
    text.add("streams", h * h * further * 2U);
    text.add(
        "streams", layers * (inputs * inputs + inputs * inputs * inputs + h * inputs + h + scale)
    );
}

}  // namespace

void read_gemma3n(const config_view& config, text_model& text)
{
    const count h = text.hidden;
    const count rank = config.number_or("laurel_rank", 64);
    const auto shared = config.number_or("num_kv_shared_layers", 0);
    for (std::size_t i = 0; i < text.layers.size(); ++i)
        text.layers[i].stores_kv = i + shared < text.layers.size();
    add_alternating_updates(config, text);
    text.add("feed-forward", (h * rank * 2U + h) * text.layers.size());
    add_layer_inputs(config, text, config.number_or("hidden_size_per_layer_input", 0));
    // The scale of a layer's output is not there yet.
    text.leave_out("layer inputs", text.layers.size());
}

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
        layer.stores_kv = i + shared < text.layers.size();
        if (!layer.stores_kv)
            layer.ffn *= wide;
    }
    if (text.experts > 1)
        add_dense_beside_experts(text);
    if (const auto width = config.number_or("hidden_size_per_layer_input", 0); width > 0)
        add_layer_inputs(config, text, width);
}

}  // namespace muster
