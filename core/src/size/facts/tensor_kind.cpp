#include "tensor_kind.hpp"

#include "count.hpp"
#include "words.hpp"

#include <array>
#include <charconv>

namespace muster {

namespace {

struct dtype_bits
{
    std::string_view dtype = {};
    std::uint64_t bits = 0;
};

// The names of the safetensors format, with those that newer writers add.
constexpr std::array<dtype_bits, 22> dtypes = {{
    {"F64", 64},        {"I64", 64},    {"U64", 64},    {"C64", 64},    {"F32", 32},
    {"I32", 32},        {"U32", 32},    {"F16", 16},    {"BF16", 16},   {"I16", 16},
    {"U16", 16},        {"F8_E4M3", 8}, {"F8_E5M2", 8}, {"F8_E8M0", 8}, {"F8_E4M3FNUZ", 8},
    {"F8_E5M2FNUZ", 8}, {"I8", 8},      {"U8", 8},      {"BOOL", 8},    {"F6_E2M3", 6},
    {"F6_E3M2", 6},     {"F4", 4},
}};

bool contains_one_of(std::string_view name, std::string_view words)
{
    while (!words.empty())
        if (name.find(next_word(words)) != std::string_view::npos)
            return true;
    return false;
}

std::string_view last_part(std::string_view name) { return name.substr(name.rfind('.') + 1); }

// "model.layers.61.mlp": 61
// DeepSeek stores what predicts further tokens as one layer more than it says it has.
bool is_past_layers(std::string_view name, std::uint64_t layers)
{
    constexpr std::string_view stem = "layers.";
    const auto at = name.find(stem);
    if (layers == 0 || at == std::string_view::npos)
        return false;
    std::uint64_t layer = 0;
    const auto digits = name.substr(at + stem.size());
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), layer);
    return read.ec == std::errc() && layer >= layers;
}

bool is_integer(std::string_view dtype) { return is_one_of(dtype, "U8 I8 U16 I16 U32 I32"); }

// Scales and shapes of compressed-tensors, ModelOpt and FP8: they belong to weights, and are none.
constexpr std::string_view scale_names =
    "weight_scale weight_scale_inv weight_scale_2 weight_global_scale weight_zero_point "
    "input_scale input_global_scale input_zero_point zero_point weight_shape weight_g_idx";
// Zero points, the order of groups, scales.
constexpr std::string_view gptq_names = "qzeros g_idx scales";
// Scales of blocks and the values that codes stand for, again where scales are quantised too.
constexpr std::string_view bnb_names = "absmax quant_map nested_absmax nested_quant_map";
bool is_mask(const tensor_entry& tensor, const boost::json::object& all)
{
    // "attn.bias" is a causal mask in old models, and the bias of a weight in others.
    if (last_part(tensor.name) != "bias")
        return false;
    const auto stem = tensor.name.substr(0, tensor.name.size() - 4);
    return (stem.ends_with(".attn.") || stem.ends_with(".attention.")) &&
           !all.contains(std::string(stem) + "weight");
}

// Elsewhere "biases" may be weights: MLX alone stores them beside scales.
bool is_mlx_scale(const tensor_entry& tensor, const tensor_rules& rules)
{
    return rules.quant_method == "mlx" && is_one_of(last_part(tensor.name), "scales biases");
}

bool is_auxiliary(
    const tensor_entry& tensor, const boost::json::object& all, const tensor_rules& rules
)
{
    const auto last = last_part(tensor.name);
    // A dtype of exponents alone has no other use than scales.
    if (is_one_of(tensor.dtype, "F8_E8M0 E8M0 UE8") || is_one_of(last, scale_names) ||
        last == "inv_freq" || last == "masked_bias" || is_mask(tensor, all))
        return true;
    if (is_one_of(rules.quant_method, "gptq awq") && is_one_of(last, gptq_names))
        return true;
    if (rules.quant_method == "mxfp4" && tensor.dtype == "U8" && last.ends_with("_scales"))
        return true;
    if (rules.quant_method == "bitsandbytes" &&
        (is_one_of(last, bnb_names) || last.find("bitsandbytes__") != std::string_view::npos))
        return true;
    return is_mlx_scale(tensor, rules);
}

tensor_role
role_of(const tensor_entry& tensor, const boost::json::object& all, const tensor_rules& rules)
{
    const auto name = tensor.name;
    // In this order: a drafting layer has experts and tables of its own, a tower embeds patches.
    if (is_auxiliary(tensor, all, rules))
        return tensor_role::auxiliary;
    if (contains_one_of(name, "mtp. mtp_ .mtp") || is_past_layers(name, rules.layers))
        return tensor_role::mtp;
    if (contains_one_of(
            name,
            // "view_seperator" is as DeepSeek-VL spells it.
            "vision visual audio multi_modal_projector mm_projector image_newline "
            "speech aligner view_seperator"
        ))
        return tensor_role::tower;
    // "shared_experts" does not match: every token passes those.
    if (contains_one_of(name, ".experts."))
        return tensor_role::expert;
    if (contains_one_of(name, "lm_head embed_out.") || name == "output.weight")
        return tensor_role::output_head;
    if (contains_one_of(
            name, "embed_tokens. wte. word_embeddings. tok_embeddings. embeddings.weight"
        ))
        return tensor_role::input_embedding;
    return tensor_role::body;
}

// Weights of a packed word of so many bits, none lost to rounding where bits do not divide.
count unpacked(const tensor_entry& tensor, std::uint64_t bits)
{
    return bits == 0 ? count(tensor.elements)
                     : (count(tensor.elements) * bits_of_dtype(tensor.dtype)).value() / bits;
}

bool has_scale(const tensor_entry& tensor, const boost::json::object& all)
{
    return all.contains(std::string(tensor.name) + "_scale");
}

count params_of(
    const tensor_entry& tensor, const boost::json::object& all, const tensor_rules& rules
)
{
    const auto& method = rules.quant_method;
    const auto last = last_part(tensor.name);
    if (is_one_of(method, "gptq awq"))
        return last == "qweight" || tensor.dtype == "U8" ? unpacked(tensor, rules.quant_bits)
                                                         : count(tensor.elements);
    if (method == "mxfp4")
        return tensor.dtype == "U8" && last.ends_with("_blocks") ? unpacked(tensor, 4)
                                                                 : count(tensor.elements);
    if (method == "compressed-tensors" || method == "mlx")
        // Both leave what they do not pack as floating-point numbers.
        return is_integer(tensor.dtype) ? unpacked(tensor, rules.quant_bits)
                                        : count(tensor.elements);
    // DeepSeek-V4: experts of four bits, two in a byte, beside all else in FP8.
    if (method == "fp8" && tensor.dtype == "I8" && rules.quant_bits == 4 &&
        contains_one_of(tensor.name, ".experts."))
        return unpacked(tensor, 4);
    // NVFP4 may be told by its scales alone, when config.json does not name it.
    if (tensor.dtype == "U8" && (rules.quant_bits == 4 || has_scale(tensor, all)))
        return unpacked(tensor, 4);
    return tensor.elements;
}

}  // namespace

std::uint64_t bits_of_dtype(std::string_view dtype) noexcept
{
    for (const auto& one : dtypes)
        if (one.dtype == dtype)
            return one.bits;
    return 0;
}

std::string_view
sort_of_name(std::string_view name, const boost::json::object& all, const tensor_rules& rules)
{
    // An index has no dtypes.
    const auto role = role_of({.name = name}, all, rules);
    const bool is_table = contains_one_of(name, "embed_tokens .head.weight lm_head");
    return role == tensor_role::mtp && is_table ? mtp_table : to_string(role);
}

tensor_group kind_of_tensor(
    const tensor_entry& tensor, const boost::json::object& all, const tensor_rules& rules
)
{
    const auto role = role_of(tensor, all, rules);
    const auto params = role == tensor_role::auxiliary ? count(0) : params_of(tensor, all, rules);
    return {role, std::string(tensor.dtype), tensor.elements, params.value()};
}

}  // namespace muster
