#include "size/facts/config_view.hpp"
#include "size/facts/text_model.hpp"
#include "size/families/adjustments.hpp"
#include "size/families/family.hpp"

#include <algorithm>

namespace muster {

namespace {

count attention_biases(const config_view& config, const family& kind)
{
    const auto keys = holds(kind.key_bias, config) ? 3U : 2U;
    return (holds(kind.qkv_bias, config) ? keys : 0U) + (holds(kind.o_bias, config) ? 1U : 0U);
}

// What writes keeps keys and values of all that was read as well, however long that is: no fixed
// number. The layers that write are the model's; those that read are added as one part.
void plan_decoder(const config_view& config, text_model& text, std::string_view keys)
{
    const auto written = config.number_or(keys, text.layers.size());
    if (written == 0 || written > config_layer_limit)
        config.refuse("num_decoder_layers", "is no number of layers");
    else if (!text.layers.empty())
        text.layers.resize(written, text.layers.front());
}

}  // namespace

// t5, mt5, umt5, longt5. Distances are told by buckets: in the first layer alone, but for umt5 in
// each.
void read_t5(const config_view& config, text_model& text)
{
    text.is_fixed_known = false;
    const bool is_gated = config.text("feed_forward_proj").starts_with("gated-");
    const bool is_listed_by_layer = config.text("model_type") == "umt5";
    for (auto& layer : text.layers)
        layer.dense_matrices = is_gated ? 3 : 2;
    const auto read = text.layers.size();
    plan_decoder(config, text, "num_decoder_layers");

    const count h = text.hidden;
    const count width = count(text.heads) * text.head_dim;
    const auto attention = h * width * 4U;
    const auto ffn = text.layers.empty() ? 0 : text.layers.front().ffn;
    const auto distances =
        count(config.number_or("relative_attention_num_buckets", 32)) * text.heads;
    const auto layer = attention + h * ffn * (is_gated ? 3U : 2U) + h * 2U;
    text.add("encoder", layer * read + h + distances * (is_listed_by_layer ? read : 1U), 0);
    text.add("attention", attention * text.layers.size());
    text.add("positions", distances * (is_listed_by_layer ? text.layers.size() : 1U));
}

// bart and its kin, and what is made like them.
void read_bart(const config_view& config, text_model& text)
{
    text.is_fixed_known = false;
    const count ffn = config.number_or("encoder_ffn_dim", 0);
    const auto width = config.number_or("decoder_ffn_dim", 0);
    for (auto& layer : text.layers)
        layer.ffn = width;
    text.is_ffn_given = true;
    if (width == 0 || ffn.value() == 0)
        config.refuse("decoder_ffn_dim", "is not given");
    const count read =
        config.number_or("encoder_layers num_encoder_layers num_hidden_layers", text.layers.size());
    plan_decoder(config, text, "decoder_layers");

    const auto& kind = *text.kind;
    const count h = text.hidden;
    // Zeros for each word, that most classes store; untied, each stack has a table of its own.
    if (holds(kind.key_bias, config) && config.text("model_type") != "m2m_100" &&
        config.text("model_type") != "nllb-moe")
        text.buffers += text.vocab;
    if (holds(kind.key_bias, config) && !config.flag("tie_word_embeddings", true) &&
        !config.has("src_vocab_size"))
        text.add("input embedding", h * text.vocab * 2U, 0);
    const auto attention = h * h * 4U + h * attention_biases(config, kind);
    const auto layer = attention + h * ffn * 2U + ffn + h + h * 4U;
    // Both stacks have positions and outer norms of their own.
    text.add("encoder", layer * read + h * 2U * (kind.final_norms + kind.embedding_norms), 0);
    text.add("attention", attention * text.layers.size());
    if (!holds(kind.positions, config))
        return;
    const auto rows = config.number_or("max_source_positions max_position_embeddings", 0);
    text.add("positions", (count(rows) + kind.position_offset) * h, 0);
}

namespace {

// Each so-manieth layer has experts. Those of the layers that read are added to what is there.
void place_experts(const config_view& config, text_model& text, std::uint64_t phase, count top_k)
{
    const auto experts = text.experts;
    const auto step = config.number_or("decoder_sparse_step", 0);
    for (std::size_t i = 0; step > 0 && i < text.layers.size(); ++i)
    {
        auto& layer = text.layers[i];
        if (i % step != phase % step)
            continue;
        layer.has_experts = true;
        layer.dense_matrices = 0;
        layer.expert_ffn = layer.ffn;
        layer.top_k = std::min(top_k.value(), experts);
    }
    const auto often = config.number_or("encoder_sparse_step", 0);
    const auto read = config.number_or("encoder_layers num_layers", 0);
    const count ffn = config.number_or("encoder_ffn_dim d_ff", 0);
    const count h = text.hidden;
    const auto biases = holds(text.kind->mlp_bias, config) ? ffn + h : count(0);
    const auto more = experts > 0 ? experts - 1 : 0;
    for (std::uint64_t i = 0; often > 0 && i < read; ++i)
        if (i % often == phase % often)
            text.add("encoder", (h * ffn * 2U + biases) * more + h * experts, 0);
}

}  // namespace

// switch_transformers. Counted from 0, the second layer of each step has the experts.
void read_sparse_t5(const config_view& config, text_model& text)
{
    read_t5(config, text);
    place_experts(config, text, 1, 1);
}

// nllb-moe. The last layer of each step has the experts.
void read_sparse_bart(const config_view& config, text_model& text)
{
    read_bart(config, text);
    const auto last = std::max<std::uint64_t>(config.number_or("decoder_sparse_step", 1), 1) - 1;
    place_experts(config, text, last, 2);
}

// whisper. Sound is read by two convolutions.
void read_whisper(const config_view& config, text_model& text)
{
    read_bart(config, text);
    constexpr std::uint64_t kernel = 3;
    const count h = text.hidden;
    const count bands = config.number_or("num_mel_bins", 80);
    text.add("encoder", h * bands * kernel + h * h * kernel + h * 2U, 0);
}

}  // namespace muster
