#include "choose_build.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace muster {

namespace {

// Formats whose numbers have so many bits in common, and which servers load.
constexpr std::array<std::string_view, 9> integer_formats = {
    "int4", "int8", "awq", "gptq", "compressed-tensors", "auto-round", "bnb", "hqq", "torchao"};
constexpr double least_difference = 0.05;

bool has_bits(const build& one, double bits)
{
    return one.bits_per_weight && *one.bits_per_weight > bits - least_difference &&
           *one.bits_per_weight < bits + least_difference;
}

bool is_in(const build& one, const weight_format& format)
{
    const bool is_integer = std::ranges::find(integer_formats, one.format) != integer_formats.end();
    if (format.is_gguf)
        return one.format == "gguf" &&
               (!one.bits_per_weight || has_bits(one, format.bits_per_weight));
    if (format.name == "int4")
        return is_integer && has_bits(one, 4);
    if (format.name == "int8")
        return is_integer && has_bits(one, 8);
    return one.format == format.name;
}

}  // namespace

const build* choose_build(const model_builds& known, const weight_format& format)
{
    const build* best = nullptr;
    // The most downloaded come first.
    for (const auto& one : known.builds)
        // What the model's owner made goes before what is downloaded more.
        if (is_in(one, format) && (!best || (one.is_by_owner && !best->is_by_owner)))
            best = &one;
    return best;
}

}  // namespace muster
