#include "module_packing.hpp"

#include "packing.hpp"
#include "size/facts/words.hpp"

#include <boost/json/array.hpp>

#include <algorithm>

namespace muster {

namespace {

// A group of format_name says more than the format of all.
constexpr std::string_view pack_format = "pack-quantized";

void read_blocks(const config_view& view, std::string_view key, weight_packing& form)
{
    const auto* const sizes = view.is_list(key) ? view.list(key) : nullptr;
    if (!sizes || sizes->size() != 2)
        return;
    form.block_rows = view.number_at(key, 0).value_or(0);
    form.block_columns = view.number_at(key, 1).value_or(0);
}

// config_groups.NAME, in the words of compressed-tensors.
std::optional<weight_packing> form_of_group(const config_view& group, std::string_view all_format)
{
    const auto weights = group.child("weights");
    if (!weights)
        return {};
    weight_packing form;
    const auto bits = weights->number_or("num_bits", 8);
    const auto own = group.text("format");
    const bool is_packed = (own.empty() ? all_format : own).find(pack_format) != std::string::npos;
    if (bits == 4 && weights->text("type") == "float")
        form.kind = packed_kind::float_words;
    else if (is_packed)
        form.kind = packed_kind::int_words;
    form.bits = form.kind == packed_kind::narrow ? 8 : bits;
    form.group = weights->number_or("group_size", 0);
    read_blocks(*weights, "block_structure", form);
    return form;
}

// Of a method that packs everything alike; absent where its words are not modelled.
std::optional<packed_kind> kind_of_method(std::string_view method, std::uint64_t bits)
{
    if (bits == 0)
        return packed_kind::narrow;
    if (method == "mlx")
        return packed_kind::affine;
    if (is_one_of(method, "mxfp4 nvfp4 modelopt_fp4 modelopt quark"))
        return packed_kind::float_words;
    if (is_one_of(method, "gptq awq auto-round intel/auto-round compressed-tensors"))
        return packed_kind::int_words;
    return {};
}

std::uint64_t usual_group(std::string_view method)
{
    constexpr std::uint64_t of_mlx = 64;
    if (method == "mlx")
        return of_mlx;
    if (method == "mxfp4")
        return 32;
    return is_one_of(method, "nvfp4 modelopt modelopt_fp4") ? 16 : 0;
}

std::uint64_t group_of(const config_view& quantisation, std::string_view method)
{
    // Quark says it inside.
    const auto all = quantisation.child("global_quant_config");
    const auto weight = all ? all->child("weight") : std::nullopt;
    const auto usual = weight ? weight->number_or("group_size", 0) : usual_group(method);
    return quantisation.number_or("group_size q_group_size", usual);
}

// Names may have points in them.
std::string name_of(const config_view& member, const config_view& owner)
{
    return member.path().substr(owner.path().size() + 1);
}

// Of quantized_layers.NAME, in ModelOpt's words. Absent: they are not read.
std::optional<weight_packing> form_of_algorithm(const config_view& layer)
{
    constexpr std::uint64_t of_awq = 128;
    const auto algorithm = layer.text("quant_algo");
    if (is_one_of(algorithm, "FP8 FP8_PB_WO FP8_PB_REAL"))
        return weight_packing{};
    weight_packing form{.kind = packed_kind::float_words, .bits = 4};
    auto group = usual_group("nvfp4");
    if (is_one_of(algorithm, "MXFP4 W4A8_MXFP4_FP8"))
        group = usual_group("mxfp4");
    else if (is_one_of(algorithm, "INT4_AWQ W4A16_AWQ W4A8_AWQ"))
    {
        form.kind = packed_kind::int_words;
        group = of_awq;
    }
    else if (!is_one_of(algorithm, "NVFP4 W4A8_NVFP4_FP8"))
        return {};
    form.group = layer.number_or("group_size", group);
    return form;
}

bool says_float_experts(const config_view& view) { return view.text("expert_dtype") == "fp4"; }

}  // namespace

module_packing::module_packing(const config_view& root, const config_view& text)
{
    constexpr std::string_view keys = "quantization_config compression_config quantization";
    const auto packed = read_packing(root, text);
    auto quantisation = root.child(packed.method == "mlx" ? "quantization" : keys);
    if (!quantisation)
        quantisation = text.child(keys);
    if (!quantisation)
        return;
    read_ignored(*quantisation);
    if (quantisation->has("config_groups"))
    {
        read_groups(*quantisation, packed.method);
        return;
    }
    if (quantisation->text("quant_algo") == "MIXED_PRECISION")
    {
        read_layers(*quantisation);
        return;
    }
    const bool has_float_experts =
        says_float_experts(root) || says_float_experts(text) || says_float_experts(*quantisation);
    const auto kind = kind_of_method(packed.method, has_float_experts ? 0 : packed.bits);
    is_told_ = kind.has_value();
    packs_all_ = packed.method == "mlx";
    weight_packing form;
    form.kind = kind.value_or(packed_kind::narrow);
    form.bits = form.kind == packed_kind::narrow ? 8 : packed.bits;
    form.group = group_of(*quantisation, packed.method);
    read_blocks(*quantisation, "weight_block_size", form);
    // Experts in words stand beside matrices of 8 bits; of mxfp4, experts alone are packed.
    if (has_float_experts || packed.method == "mxfp4")
    {
        groups_.push_back({weight_packing{.kind = packed_kind::float_words, .bits = 4, .group = 32}}
        );
        groups_.back().targets.add("experts");
    }
    if (packed.method != "mxfp4")
        groups_.push_back({form, {}, true});
    has_targets_ = has_float_experts || packed.method == "mxfp4";
    if (packs_all_)
        read_named(root, "quantization");
    read_named(*quantisation, "extra_config");
    if (packed.method == "gptq" && quantisation->is_object("dynamic"))
        read_named(*quantisation, "dynamic");
}

void module_packing::read_groups(const config_view& quantisation, std::string_view method)
{
    const auto format = quantisation.text("format");
    for (const auto& group : quantisation.members("config_groups"))
    {
        target_group one{form_of_group(group, format)};
        const auto* const targets = group.is_list("targets") ? group.list("targets") : nullptr;
        for (std::size_t i = 0; targets && i < targets->size(); ++i)
            if (const auto* const target = (*targets)[i].if_string())
            {
                // A class, not a module.
                const bool is_class = *target == "Linear";
                one.is_for_all = one.is_for_all || is_class;
                if (!is_class)
                    one.targets.add(*target);
            }
        one.is_for_all = one.is_for_all || one.targets.empty();
        has_targets_ = has_targets_ || !one.targets.empty();
        is_told_ = is_told_ && one.targets.size() <= module_pattern_limit;
        groups_.push_back(std::move(one));
    }
    is_told_ = is_told_ && !(method == "modelopt" &&
                             quantisation.text("quant_algo") == "MIXED_PRECISION" && !has_targets_);
}

void module_packing::read_ignored(const config_view& quantisation)
{
    for (const auto* const key :
         {"ignore", "modules_to_not_convert", "ignored_layers", "exclude_modules", "exclude"})
    {
        const auto* const list = quantisation.is_list(key) ? quantisation.list(key) : nullptr;
        for (std::size_t i = 0; list && i < list->size(); ++i)
            if (const auto* const pattern = (*list)[i].if_string())
                ignored_.add(*pattern);
    }
    is_told_ = is_told_ && ignored_.size() <= module_pattern_limit;
}

// ModelOpt names each layer that is packed; no other is.
void module_packing::read_layers(const config_view& quantisation)
{
    const auto all = quantisation.child("quantized_layers");
    is_told_ = all.has_value();
    if (!all)
        return;
    has_targets_ = true;
    for (const auto& one : quantisation.members("quantized_layers"))
    {
        const auto form = form_of_algorithm(one);
        is_told_ = is_told_ && form;
        named_.add(name_of(one, *all));
        named_forms_.push_back(form);
    }
    is_told_ = is_told_ && named_.size() <= module_pattern_limit;
}

// MLX and AutoRound name single modules that have other bits than the rest. GPTQModel has regular
// expressions for them, "+:" before those of other bits, "-:" before those that are not packed.
void module_packing::read_named(const config_view& owner, std::string_view key)
{
    const auto all = owner.child(key);
    if (!all || groups_.empty())
        return;
    for (const auto& one : owner.members(key))
    {
        auto form = groups_.back().form;
        form->bits = one.number_or("bits", form->bits);
        form->group = one.number_or("group_size", form->group);
        auto name = name_of(one, *all);
        const bool is_left_out = name.starts_with("-:");
        if (key == "dynamic")
            name = "re:" + name.substr(is_left_out || name.starts_with("+:") ? 2 : 0);
        if (is_left_out || form->bits >= 16)
            form.reset();
        named_.add(name);
        named_forms_.push_back(form);
    }
    is_told_ = is_told_ && named_.size() <= module_pattern_limit;
}

std::optional<std::size_t>
module_packing::first_match(const module_patterns& patterns, const named_module& module)
{
    return patterns.first_match(module.names, expressions_left_, is_told_);
}

std::optional<weight_packing> module_packing::of(const named_module& module)
{
    // One that takes too long is met once.
    if (!is_told_)
        return {};
    if (const auto named = first_match(named_, module))
        return named_forms_[*named];
    if (first_match(ignored_, module))
        return {};
    for (const auto& group : groups_)
        if (first_match(group.targets, module))
            return group.form;
    for (const auto& group : groups_)
        if (group.is_for_all && (module.is_linear || packs_all_))
            return group.form;
    return {};
}

}  // namespace muster
