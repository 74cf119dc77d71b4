#include "packing.hpp"

#include "size/facts/words.hpp"

#include <algorithm>
#include <array>

namespace muster {

namespace {

std::optional<config_view> quantisation_of(const config_view& root, const config_view& text)
{
    // Older tools of Neural Magic wrote the second.
    constexpr std::string_view keys = "quantization_config compression_config";
    if (auto found = root.child(keys))
        return found;
    return text.child(keys);
}

// compressed-tensors: also "nvfp4-pack-quantized" and its like. Others store a number a weight.
bool is_packed(std::string_view format)
{
    return format.find("pack-quantized") != std::string_view::npos;
}

// config_groups.NAME.weights.num_bits: the fewest of the groups that are packed.
void read_group_bits(const config_view& quantisation, packing& found)
{
    const auto format = quantisation.text("format");
    auto& least = found.bits;
    for (const auto& group : quantisation.members("config_groups"))
    {
        const auto own = group.text("format");
        const auto weights = group.child("weights");
        const auto bits = weights ? weights->number_or("num_bits", 0) : 0;
        if (bits == 0 || !is_packed(own.empty() ? format : own))
            continue;
        least = least == 0 ? bits : std::min(least, bits);
    }
    // The Hub counts four bits as well where no group says how many.
    if (least == 0 && is_packed(format))
        least = 4;
}

// ModelOpt: "NVFP4", "W4A16_AWQ"; a mixture has layers of FP8 beside those of four bits.
bool names_four_bits(std::string_view algorithm)
{
    return algorithm.find("FP4") != std::string_view::npos ||
           algorithm.find("W4") != std::string_view::npos || algorithm == "MIXED_PRECISION";
}

// AMD Quark: "fp4", "int4", "uint4".
std::string_view quark_dtype(const config_view& quantisation)
{
    const auto all = quantisation.child("global_quant_config");
    const auto weight = all ? all->child("weight") : std::nullopt;
    return weight ? weight->text("dtype") : std::string_view();
}

std::uint64_t quark_bits(const config_view& quantisation)
{
    return quark_dtype(quantisation).ends_with("4") ? 4 : 0;
}

// Where bits are no whole number, what is counted is packed at least so far.
std::uint64_t stated_bits(const config_view& quantisation, double usual)
{
    const auto bits = quantisation.real("bits w_bit nbits").value_or(usual);
    return bits >= 1 && bits < 8 ? static_cast<std::uint64_t>(bits) : 0;
}

struct packed_method
{
    std::string_view names;
    std::uint64_t bits;
};

// Methods that always pack so many bits.
constexpr packed_method fixed_methods[] = {
    {"mxfp4 nvfp4 modelopt_fp4 modelopt_mixed", 4},
    {"aqlm bitnet vptq quip higgs", 2},
};

std::uint64_t packed_bits(const config_view& quantisation, std::string_view method)
{
    for (const auto& [fixed, bits] : fixed_methods)
        for (auto names = fixed; !names.empty();)
            if (next_word(names) == method)
                return bits;
    if (method == "gptq" || method == "awq" || method == "auto-round" ||
        method == "intel/auto-round")
        return quantisation.number_or("bits w_bit", 4);
    if (method == "quark")
        return quark_bits(quantisation);
    if (method == "fp8" || method == "modelopt")
        return names_four_bits(quantisation.text("moe_quant_algo quant_algo")) ? 4 : 0;
    if (method == "bitsandbytes" || quantisation.flag("load_in_4bit", false))
        return quantisation.flag("load_in_4bit", false) ? 4 : 0;
    return stated_bits(quantisation, 0);
}

// "re:.*self_attn.*": attention of all layers stays as it is, and then experts alone are packed.
bool leaves_attention(const config_view& quantisation)
{
    const auto* const ignored = quantisation.list("ignore");
    return ignored && std::ranges::any_of(*ignored, [](const auto& one) {
               return one.is_string() && one.get_string() == "re:.*self_attn.*";
           });
}

std::string_view four_bit_format(const config_view& quantisation, const std::string& words)
{
    const auto says = [&words](std::string_view word) {
        return words.find(word) != std::string::npos;
    };
    // Quark's "fp4" is that of MX.
    const bool is_quark_float = says("quark") && quark_dtype(quantisation).ends_with("fp4");
    // Before "fp4", which is part of this word.
    if (says("mxfp4") || is_quark_float)
        return "mxfp4";
    if (says("fp4") || says("FP4") || says("MIXED_PRECISION") || says("modelopt_mixed"))
        return "nvfp4";
    return leaves_attention(quantisation) ? "int4+bf16" : "int4";
}

std::string_view mlx_format(std::uint64_t bits)
{
    constexpr std::array<std::string_view, 9> by_bits = {
        "", "", "mlx-2bit", "mlx-3bit", "mlx-4bit", "mlx-5bit", "mlx-6bit", "", "mlx-8bit"};
    return bits < by_bits.size() ? by_bits[bits] : std::string_view();
}

// In the words of weight_formats().
std::string_view format_of(const config_view& quantisation, const packing& found)
{
    std::string words = found.method;
    words.append(" ").append(quantisation.text("format")).append(" ");
    words.append(quantisation.text("moe_quant_algo quant_algo"));
    if (found.bits == 4)
        return four_bit_format(quantisation, words);
    // compressed-tensors: "int-quantized" and "float-quantized" tell eight bits apart.
    if (found.bits == 8 || words.find("int") != std::string::npos ||
        quantisation.flag("load_in_8bit", false))
        return "int8";
    const bool is_fp8 = found.bits == 0 && (words.find("fp8") != std::string::npos ||
                                            words.find("FP8") != std::string::npos ||
                                            words.find("float") != std::string::npos);
    return is_fp8 ? "fp8" : "";
}

bool has_four_bit_experts(const config_view& root, const config_view& text)
{
    const auto quantisation = quantisation_of(root, text);
    return root.text("expert_dtype") == "fp4" || text.text("expert_dtype") == "fp4" ||
           (quantisation && quantisation->text("expert_dtype") == "fp4");
}

}  // namespace

packing read_packing(const config_view& root, const config_view& text)
{
    packing found;
    const auto quantisation = quantisation_of(root, text);
    const auto method = quantisation ? quantisation->text("quant_method") : std::string_view();
    const auto mlx = root.child("quantization");
    if (mlx && method.empty())
    {
        // MLX writes the same under both names.
        found.method = "mlx";
        found.bits = mlx->number_or("bits", 4);
        found.format = mlx_format(found.bits);
    }
    else if (quantisation)
    {
        found.method = method.empty() ? "unknown" : std::string(method);
        if (method == "compressed-tensors")
            read_group_bits(*quantisation, found);
        else
            found.bits = packed_bits(*quantisation, method);
        found.format = format_of(*quantisation, found);
    }
    // DeepSeek-V4 says it beside a quantisation that speaks of FP8 alone.
    if (has_four_bit_experts(root, text))
    {
        found.bits = 4;
        found.format = found.format == "fp8" ? "mxfp4+fp8" : "mxfp4";
    }
    return found;
}

}  // namespace muster
