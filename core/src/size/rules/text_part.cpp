#include "text_part.hpp"

#include "size/facts/words.hpp"

#include <boost/json/array.hpp>

namespace muster {

namespace {

std::optional<config_view> find_nested_text(const config_view& root)
{
    // Omni models have a part that thinks, in words, and one that speaks.
    if (const auto thinker = root.child("thinker_config"))
        if (const auto text = thinker->child("text_config"))
            return *text;
    // The surest first: a "decoder" may be a part of many things.
    std::string_view keys =
        "text_config llm_config language_config phi_config text_encoder decoder";
    while (!keys.empty())
        if (const auto text = root.child(next_word(keys)))
            return *text;
    return {};
}

}  // namespace

std::string_view architecture_of(const config_view& config)
{
    const auto* const names = config.list("architectures");
    const auto* const first = names && !names->empty() ? names->front().if_string() : nullptr;
    return first ? std::string_view(*first) : std::string_view();
}

text_part find_text_part(const config_view& root)
{
    const auto nested = find_nested_text(root);
    text_part part{nested ? *nested : root};
    part.is_nested = nested.has_value();
    const auto inner = part.config.text("model_type");
    const auto outer = root.text("model_type");
    part.model_type = inner.empty() ? outer : inner;
    // The nested type is the more exact one; older configurations write only the outer.
    part.kind = find_family(inner);
    if (!part.kind)
        part.kind = find_family(outer);
    // A class of the same type may have parts that the row does not know.
    const bool is_whole = part.kind && !part.kind->is_tentative &&
                          architecture_of(root).ends_with(part.kind->only_class);
    part.match = is_whole ? family_match::modelled : family_match::by_architecture;
    if (!part.kind)
    {
        part.match = family_match::by_architecture;
        part.kind = find_family_of_class(architecture_of(part.config));
        if (!part.kind)
            part.kind = find_family_of_class(architecture_of(root));
    }
    if (!part.kind)
    {
        part.match = family_match::generic;
        part.kind = &generic_family();
    }
    // Last: which defaults hold depends on the family that was found.
    part.config.set_defaults(part.kind->defaults);
    return part;
}

bool names_unknown_parts(const config_view& text)
{
    return text.has("num_experts num_local_experts n_routed_experts moe_num_experts ffn_config "
                    "kv_lora_rank ssm_cfg state_size mamba_d_state linear_attn_config");
}

std::string_view dtype_of(const config_view& root, const config_view& text)
{
    const auto outer = root.text("dtype torch_dtype");
    return outer.empty() ? text.text("dtype torch_dtype") : outer;
}

}  // namespace muster
