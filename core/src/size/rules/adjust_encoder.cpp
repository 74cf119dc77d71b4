#include "model_class.hpp"
#include "size/facts/config_view.hpp"
#include "size/facts/text_model.hpp"
#include "size/families/adjustments.hpp"
#include "size/families/family.hpp"
#include "text_part.hpp"

#include <boost/json/array.hpp>

#include <algorithm>
#include <string>

namespace muster {

namespace {

count norm_of(const text_model& text, count width)
{
    return width * (text.kind->norm == norm_kind::weight_and_bias ? 2U : 1U);
}

// Words may be narrower than what the layers take.
void add_encoder_embeddings(const config_view& config, text_model& text)
{
    const auto& kind = *text.kind;
    text.embedding_width = config.number_or("embedding_size input_embedding_size", text.hidden);
    const count width = text.embedding_width;
    if (text.embedding_width != text.hidden || config.number("input_embedding_size"))
        text.add("projections", width * text.hidden + text.hidden);
    text.add("token types", width * config.number_or("type_vocab_size", 0));
    if (holds(kind.positions, config) && config.text("position_embedding_type") != "rotary")
        text.add(
            "positions",
            width * (count(config.number_or("max_position_embeddings", 0)) + kind.position_offset)
        );
    text.add("norms", norm_of(text, width) * kind.embedding_norms);
    // One table of distances for all layers.
    text.add(
        "positions", count(config.number_or("relative_attention_num_buckets", 0)) * text.heads
    );
}

// Layers may be few, and passed several times.
void repeat_layers(const config_view& config, text_model& text)
{
    const auto own = config.number_or("num_hidden_groups", text.layers.size()) *
                     config.number_or("inner_group_num", 1);
    for (std::size_t i = own; i < text.layers.size(); ++i)
    {
        text.layers[i].mixer = mixer_kind::none;
        text.layers[i].dense_matrices = 0;
        text.norms_left_out += text.norms_per_layer;
    }
}

// Words may be guessed in another width than they are read in, and then are not tied.
count masked_head_of(const config_view& config, const text_model& text)
{
    const count h = text.hidden;
    const auto width = text.embedding_width;
    const count given = config.number_or("output_embedding_size", width);
    const bool has_bias = holds(text.kind->head_dense_bias, config);
    const bool is_tied = given.value() == width && config.flag("tie_word_embeddings", true);
    const auto own = is_tied ? count(0) : given * text.vocab;
    const bool has_two = !is_tied && holds(text.kind->head_bias, config);
    return h * given + (has_bias ? given : count(0)) + norm_of(text, given) + own +
           text.vocab * (has_two ? 2U : 1U);
}

count head_of(const config_view& config, const text_model& text)
{
    const auto name = architecture_of(config);
    if (name.empty())
        return 0;
    const auto& kind = *text.kind;
    const count h = text.hidden;
    const count labels = count_labels(config);
    const auto dense = h * h + (holds(kind.head_dense_bias, config) ? h : count(0));
    const auto pooler = h * h + h;
    // Newer classes have a dense layer with a norm before any head.
    const bool is_normed = kind.norm == norm_kind::weight;
    const auto before = is_normed ? dense + h : count(0);
    switch (head_of_class(name))
    {
        case class_head::words:  // BERT's kin as decoders
        case class_head::masked:
            return masked_head_of(config, text) + (kind.keeps_pooler ? pooler : count(0));
        case class_head::pretraining: return masked_head_of(config, text) + pooler + (h + 1U) * 2U;
        case class_head::word_bias: return text.vocab;
        // A dense layer and one output a label, as RoBERTa's classes have it.
        case class_head::score:
            return dense + (is_normed ? h : count(0)) + (h + 1U) * labels.value();
        case class_head::labels:
        case class_head::spans: return before + (h + 1U) * labels.value();
        case class_head::nothing: return kind.has_pooler ? pooler : count(0);
        default: return 0;
    }
}

std::string_view name_of_head(class_head head)
{
    switch (head)
    {
        case class_head::nothing: return "pooler";
        case class_head::score:
        case class_head::labels:
        case class_head::spans: return "classifier";
        default: return "output head";
    }
}

bool names_kind(const config_view& config, std::string_view kind)
{
    constexpr std::string_view key = "pos_att_type";
    if (!config.is_list(key))
        return config.text(key).find(kind) != std::string_view::npos;
    const auto& kinds = *config.list(key);
    return std::find(kinds.begin(), kinds.end(), boost::json::value(kind)) != kinds.end();
}

std::uint64_t distances_of(const config_view& config)
{
    // -1 means the next: DeBERTa writes it for "not set".
    for (const auto* const key : {"position_buckets", "max_relative_positions"})
        if (const auto rows = config.real(key); rows && *rows >= 1 && *rows <= 1e6)
            return static_cast<std::uint64_t>(*rows);
    return config.number_or("max_position_embeddings", 0);
}

}  // namespace

// Encoders, and decoders that denoise all words at once.
void cache_nothing(const config_view&, text_model& text)
{
    for (auto& layer : text.layers)
        layer.stores_kv = false;
}

// All tokens are seen at once: nothing is kept from one to the next. What stands at the end is said
// by the class alone.
void read_encoder(const config_view& config, text_model& text)
{
    cache_nothing(config, text);
    add_encoder_embeddings(config, text);
    repeat_layers(config, text);
    text.head = head_of(config, text);
    text.add(name_of_head(head_of_class(architecture_of(config))), text.head);
}

// deberta, deberta-v2. Positions are told by distances.
void read_distances(const config_view& config, text_model& text)
{
    read_encoder(config, text);
    const count h = text.hidden;
    if (const count kernel = config.number_or("conv_kernel_size", 0); kernel.value() > 0)
        text.add("convolution", h * h * kernel + h * 3U);
    if (!config.flag("relative_attention", false))
        return;
    text.add("positions", count(distances_of(config)) * 2U * h);
    if (config.text("norm_rel_ebd").find("layer_norm") != std::string_view::npos)
        text.add("norms", h * 2U);
    if (config.flag("share_att_key", false))
        return;
    const auto key_bias = holds(text.kind->key_bias, config) ? h : count(0);
    const auto keys = names_kind(config, "c2p") ? h * h + key_bias : count(0);
    const auto queries = names_kind(config, "p2c") ? h * h + h : count(0);
    text.add("positions", (keys + queries) * text.layers.size());
}

// squeezebert. Matrices of the feed-forward part that join but a group of their inputs.
void read_grouped_parts(const config_view& config, text_model& text)
{
    read_encoder(config, text);
    const auto wide = std::max<std::uint64_t>(config.number_or("intermediate_groups", 4), 1);
    const auto back = std::max<std::uint64_t>(config.number_or("output_groups", 4), 1);
    for (auto& layer : text.layers)
    {
        const auto all = count(layer.ffn) * text.hidden;
        text.add("feed-forward", (all.value() / wide) + count(all.value() / back));
        text.add("feed-forward", count(layer.ffn) + text.hidden);
        layer.dense_matrices = 0;
    }
}

// convbert. Half of each layer's heads attend; the others convolve with what the words say.
void read_half_attention(const config_view& config, text_model& text)
{
    read_encoder(config, text);
    if (const auto ratio = config.number_or("head_ratio", 2); ratio > 0 && text.heads >= ratio)
        text.heads /= ratio;
    if (text.heads > 0)
        text.head_dim = text.hidden / text.heads / 2;
    for (auto& layer : text.layers)
    {
        layer.heads = layer.kv_heads = text.heads;
        layer.head_dim = layer.v_head_dim = text.head_dim;
    }
}

// luke. Entities have a table of their own, and words ask for them by queries of their own.
void read_entities(const config_view& config, text_model& text)
{
    read_encoder(config, text);
    const count width = config.number_or("entity_emb_size", 256);
    if (width.value() != text.hidden)
        text.add("projections", width * text.hidden);
}

// funnel. Layers are listed by blocks, after which some bring back what was pooled.
void read_blocks(const config_view& config, text_model& text)
{
    std::uint64_t layers = config.number_or("num_decoder_layers", 2);
    const auto* const blocks = config.list("block_sizes");
    for (std::size_t i = 0; i < (blocks ? blocks->size() : 3); ++i)
        layers += config.number_at("block_sizes", i).value_or(4);
    if (layers > config_layer_limit || text.layers.empty())
        return config.refuse("block_sizes", "is no number of layers");
    text.layers.resize(layers, text.layers.front());
    cache_nothing(config, text);
}

// modernbert-decoder. The first layer takes what is normalised already.
void drop_first_norm(const config_view&, text_model& text) { text.norms_left_out += 1; }

// modernbert.
void read_modern_encoder(const config_view& config, text_model& text)
{
    read_encoder(config, text);
    drop_first_norm(config, text);
}

}  // namespace muster
