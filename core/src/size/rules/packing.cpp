#include "packing.hpp"

namespace muster {

namespace {

std::optional<config_view> quantisation_of(const config_view& root, const config_view& text)
{
    constexpr std::string_view keys = "quantization_config compression_config";
    if (auto found = root.child(keys))
        return found;
    return text.child(keys);
}

// config_groups.NAME.weights.num_bits: the first group's.
std::uint64_t group_bits(const config_view& quantisation)
{
    const auto groups = quantisation.child("config_groups");
    const auto group = groups ? groups->child("group_0") : std::nullopt;
    const auto weights = group ? group->child("weights") : std::nullopt;
    return weights ? weights->number_or("num_bits", 0) : 0;
}

std::uint64_t compressed_bits(const config_view& quantisation)
{
    const auto format = quantisation.text("format");
    if (format.find("pack-quantized") == std::string_view::npos)
        return 0;
    const auto bits = group_bits(quantisation);
    return bits > 0 ? bits : 4;
}

bool names_four_bits(std::string_view algorithm)
{
    return algorithm.find("FP4") != std::string_view::npos ||
           algorithm.find("W4") != std::string_view::npos || algorithm == "MIXED_PRECISION";
}

std::uint64_t packed_bits(const config_view& quantisation, std::string_view method)
{
    if (method == "gptq" || method == "awq" || method == "auto-round" ||
        method == "intel/auto-round")
        return quantisation.number_or("bits w_bit", 4);
    if (method == "mxfp4")
        return 4;
    if (method == "compressed-tensors")
        return compressed_bits(quantisation);
    if (method == "fp8" || method == "modelopt")
        return names_four_bits(quantisation.text("moe_quant_algo quant_algo")) ? 4 : 0;
    if (method == "bitsandbytes" || quantisation.flag("load_in_4bit", false))
        return quantisation.flag("load_in_4bit", false) ? 4 : 0;
    const auto bits = quantisation.number_or("bits", 0);
    return bits < 8 ? bits : 0;
}

}  // namespace

packing read_packing(const config_view& root, const config_view& text)
{
    packing found;
    if (const auto quantisation = quantisation_of(root, text))
    {
        const auto method = quantisation->text("quant_method");
        found.method = method.empty() ? "unknown" : std::string(method);
        found.bits = packed_bits(*quantisation, method);
    }
    else if (const auto mlx = root.child("quantization"))
    {
        found.method = "mlx";
        found.bits = mlx->number_or("bits", 4);
    }
    if (root.text("expert_dtype") == "fp4" || text.text("expert_dtype") == "fp4")
        found.bits = 4;
    return found;
}

}  // namespace muster
