#include "config_formula.hpp"

#include "context_length.hpp"
#include "describe_width.hpp"
#include "mixers.hpp"
#include "model_class.hpp"
#include "mtp.hpp"
#include "packed_parts.hpp"
#include "read_text_model.hpp"
#include "size/facts/config_view.hpp"
#include "size/families/family.hpp"
#include "size/families/proven_types.hpp"
#include "size/packing/packing.hpp"
#include "size_reading.hpp"
#include "stored_extras.hpp"
#include "sum_layers.hpp"
#include "text_part.hpp"
#include "towers.hpp"

#include <algorithm>

namespace muster {

namespace {

// What all layers that attend have, where a model says it layer by layer; else what it says once.
std::uint64_t
common(const text_model& text, std::uint64_t layer_plan::*member, std::uint64_t said_once)
{
    std::optional<std::uint64_t> found;
    for (const auto& layer : text.layers)
    {
        if (!attends(layer.mixer))
            continue;
        if (found && *found != layer.*member)
            return said_once;
        found = layer.*member;
    }
    return found.value_or(said_once);
}

attention_kind kind_of_heads(const text_model& text)
{
    // The key heads that a configuration names are those before compression: they say nothing.
    if (text.kind->mixer == mixer_kind::mla)
        return attention_kind::mla;
    const auto kv_heads = common(text, &layer_plan::kv_heads, text.kv_heads);
    if (kv_heads == common(text, &layer_plan::heads, text.heads))
        return attention_kind::mha;
    return kv_heads == 1 ? attention_kind::mqa : attention_kind::gqa;
}

void describe_attention(const text_model& text, formula_size& size)
{
    bool has_attention = false;
    bool has_state = false;
    for (const auto& layer : text.layers)
    {
        has_attention = has_attention || attends(layer.mixer);
        has_state =
            has_state || keeps_state(layer.mixer) || layer.mixer == mixer_kind::attention_and_state;
    }
    // An encoder attends, and keeps nothing: no kind of cache is told of it.
    if (!has_attention || text.kind->is_encoder)
        return;
    size.attention = has_state ? attention_kind::hybrid : kind_of_heads(text);
    const bool is_latent = text.kind->mixer == mixer_kind::mla;
    size.kv_heads = is_latent ? 1 : common(text, &layer_plan::kv_heads, text.kv_heads);
    size.head_dim = is_latent ? text.latent.kv_lora + text.latent.rope : text.head_dim;
}

void describe_mtp(const config_view& config, const text_model& text, formula_size& size)
{
    const auto layers = count_mtp(config, text);
    size.mtp_params = layers.params.value();
    size.mtp_one_table = layers.one_table.value();
    size.mtp_tables = layers.tables;
    size.mtp_last_norms = layers.last_norms.value();
}

bool has_experts(const text_model& text)
{
    return std::any_of(text.layers.begin(), text.layers.end(), [](const layer_plan& layer) {
        return layer.has_experts;
    });
}

// A window as long as the context never closes.
void open_idle_windows(text_model& text, std::uint64_t context)
{
    for (auto& layer : text.layers)
        // It would be told as a cache that stops growing, and never does.
        if (layer.window >= context)
            layer.window = 0;
}

// Versions since 5 read whether the head is tied at the root, those before in the nested part.
bool prefers_root(const config_view& root)
{
    const auto version = root.text("transformers_version");
    // A version "10." would need a look at the code of that time.
    return version.size() > 1 && version[0] >= '5' && version[0] <= '9' && version[1] == '.';
}

bool has_output_head(class_head head)
{
    switch (head)
    {
        case class_head::nothing:
        case class_head::score:
        case class_head::labels:
        case class_head::spans:
        case class_head::reward:
        case class_head::process_reward: return false;
        // A class that nobody knows is taken for the usual one; is_own says that it is not proven.
        default: return true;
    }
}

void read_tie(
    const config_view& root,
    const text_part& part,
    class_head head,
    text_model& text,
    formula_size& size
)
{
    const auto& tied = part.kind->tied;
    const bool is_inside = part.config.has(tied.keys);
    const bool is_outside = root.has(tied.keys);
    const bool inner = holds(tied, part.config);
    const bool outer = holds(tied, root);
    text.is_tied = is_inside && !(is_outside && prefers_root(root)) ? inner : outer;
    text.has_head = has_output_head(head);
    // Two places that contradict each other say nothing.
    size.is_tie_given = (is_inside || is_outside) && !(is_inside && is_outside && inner != outer);
}

void describe_text(const config_view& config, text_model& text, formula_size& size)
{
    size.ctx_len = context_length(config);
    size.is_ctx_given = gives_context_length(config);
    if (!text.kind->is_context_scaled)
        size.scaled_ctx_len = scaled_context_length(config);
    if (size.ctx_len && *size.ctx_len > text.kind->padding_positions)
        *size.ctx_len -= text.kind->padding_positions;
    // Before the layers are summed up, which is where windows are turned into bytes.
    if (size.ctx_len)
        open_idle_windows(text, *size.ctx_len);
    sum_layers(config, text, size);
    describe_attention(text, size);
    describe_stored_extras(config, text, size);
    describe_mtp(config, text, size);
    describe_width(config, text, size);
    // Of a family that is not known, nobody says that all layers attend alike.
    size.are_kinds_known = text.are_kinds_known && size.match != family_match::generic;
    // Where the width is said, the configuration is whole: what it leaves out is as in its class.
    size.are_windows_given = text.is_ffn_given || text.are_windows_given;
    size.is_fixed_known = text.is_fixed_known;
    size.is_tied = text.is_tied;
    size.is_moe = has_experts(text);
    size.layers = text.layers.size();
    size.hidden = text.hidden;
    size.vocab = text.vocab;
}

void describe_towers(
    const config_view& root, const text_model& text, bool is_nested, formula_size& size
)
{
    const auto towers = count_towers(root, text, is_nested);
    size.tower_params = towers.params.value();
    size.are_towers_counted = towers.is_whole;
    size.optional_params += towers.optional.value();
    size.parts = text.parts;
    if (size.tower_params > 0)
        size.parts.push_back({"towers", size.tower_params, 0});
}

bool is_saturated(const formula_size& size)
{
    for (const auto sum :
         {size.text_params,
          size.tower_params,
          size.mtp_params,
          size.kv_bytes_per_token,
          size.kv_bytes_fixed,
          size.mask_params})
        if (count(sum).is_saturated())
            return true;
    return (count(size.text_params) + size.tower_params + size.mtp_params).value() > params_limit;
}

bool has_reading_half(const text_model& text)
{
    return std::ranges::any_of(text.parts, [](const params_part& part) {
        return part.name == "encoder";
    });
}

// Whether recorded totals speak for the formula of this very configuration.
bool is_proven_formula(
    const config_view& root, const text_part& part, const text_model& text, const formula_size& size
)
{
    if (size.match != family_match::modelled || !size.are_towers_counted ||
        size.params_per_width > 0 || !text.are_kinds_known ||
        !is_as_recorded(*part.kind, part.config))
        return false;
    const auto name = architecture_of(root);
    // A class of the text part alone loads no tower, whatever the configuration says.
    const bool may_have_towers = name.empty() || name.ends_with("ForConditionalGeneration");
    return size.tower_params == 0
               ? is_proven(*part.kind)
               : may_have_towers && is_proven_with_towers(root.text("model_type"));
}

}  // namespace

result<formula_size> size_reading(const boost::json::object& config, config_reading& reading)
{
    const config_view root(config, "config.json", reading);
    const auto part = find_text_part(root);
    formula_size size;
    size.match = part.match;
    // Where only a class is named, that is its name.
    size.model_type =
        part.model_type.empty() ? std::string(architecture_of(root)) : part.model_type;
    const auto packed = read_packing(root, part.config);
    size.quant_method = packed.method;
    size.weight_format = packed.format;
    size.quant_bits = packed.bits;
    if (is_draft_head(root))
        return failure{
            errc::wrong_shape,
            "config.json describes a draft head (" + std::string(architecture_of(root)) +
                "), which guesses tokens ahead for another model"};
    if (part.match == family_match::generic && names_unknown_parts(part.config))
        return failure{
            errc::wrong_shape,
            "config.json.model_type \"" + size.model_type +
                "\" is not known, and its experts or latent attention are not guessed"};

    auto text = read_text_model(part.config, *part.kind);
    text.drafting = read_outer_mtp(root, *part.kind);
    const auto own_class = read_class(root, part);
    read_tie(root, part, own_class.head, text, size);
    if (!part.kind->is_encoder && !text.has_head)
    {
        text.head = classifier_params(own_class.head, root, text);
        text.add("classifier", text.head);
    }
    // Nested configurations are saved without what equals the class; others are saved whole.
    text.is_ffn_given = text.is_ffn_given || part.is_nested;
    if (!reading.fault)
        describe_text(part.config, text, size);
    if (!reading.fault && !size.quant_method.empty())
        describe_packed(root, part.config, text, size);
    if (!reading.fault)
        describe_towers(root, text, part.is_nested, size);
    if (architecture_of(root).ends_with("ForCausalLM") && has_reading_half(text))
        // It is the writing half alone, of which nothing is recorded.
        size.match = family_match::by_architecture;
    size.is_proven = is_proven_formula(root, part, text, size) && own_class.is_own;
    if (const auto dtype = dtype_of(root, part.config); !dtype.empty())
        size.dtype = std::string(dtype);
    if (reading.fault)
        return *reading.fault;
    if (is_saturated(size))
        return failure{errc::bad_value, "config.json: more weights than any model has"};
    return size;
}

result<formula_size> size_from_config(const boost::json::object& config)
{
    config_reading reading;
    return size_reading(config, reading);
}

}  // namespace muster
