#include "footprint.hpp"

#include <algorithm>
#include <array>

namespace muster {

namespace {

// Bits a weight of GGUF formats as llama.cpp reports them for 8B models, scales included.
constexpr std::array<weight_format, 17> formats = {{
    {"bf16", 16, false},
    {"fp8", 8, false},
    {"int8", 8, false},
    {"nvfp4", 4.5, false},   // groups of 16, each with a scale of 8 bits
    {"mxfp4", 4.25, false},  // groups of 32, likewise
    {"int4", 4.16, false},   // groups of 128, each with a scale of 16 bits and a zero of 4
    {"IQ1_S", 2.00, true},
    {"IQ2_M", 2.93, true},
    {"Q2_K", 3.16, true},
    {"IQ3_M", 3.76, true},
    {"Q3_K_M", 4.00, true},
    {"IQ4_XS", 4.46, true},
    {"Q4_K_S", 4.67, true},
    {"Q4_K_M", 4.89, true},
    {"Q5_K_M", 5.70, true},
    {"Q6_K", 6.56, true},
    {"Q8_0", 8.50, true},
}};

// Lengths that models are sold by; a model's own is added.
constexpr std::array<std::uint64_t, 4> contexts = {4096, 32768, 131072, 1048576};
constexpr std::uint64_t usual_context = 32768;  // where a model's own is not known
constexpr std::array<std::uint64_t, 3> batches = {1, 8, 32};

std::vector<std::uint64_t> contexts_of(const model_size& size)
{
    std::vector<std::uint64_t> fitting;
    for (const auto context : contexts)
        if (context <= size.ctx_len.value_or(usual_context))
            fitting.push_back(context);
    if (size.ctx_len && std::find(fitting.begin(), fitting.end(), *size.ctx_len) == fitting.end())
        fitting.push_back(*size.ctx_len);
    return fitting;
}

}  // namespace

std::span<const weight_format> weight_formats() noexcept { return formats; }

std::optional<double> weight_bytes(const model_size& size, const weight_format& format)
{
    if (!size.params)
        return {};
    // A double: bits a weight are an average.
    return static_cast<double>(*size.params) * format.bits_per_weight / 8;
}

std::optional<double>
cache_bytes(const model_size& size, std::uint64_t context, std::uint64_t batch)
{
    if (!size.kv_bytes_per_token)
        return {};
    // A sequence shorter than a window fills only part of it: this is the most it takes.
    const auto growing =
        static_cast<double>(*size.kv_bytes_per_token) * static_cast<double>(context);
    const auto fixed = static_cast<double>(size.kv_bytes_fixed.value_or(0));
    return (growing + fixed) * static_cast<double>(batch);
}

footprint footprint_of(const model_size& size)
{
    footprint found;
    for (const auto& format : formats)
        if (const auto bytes = weight_bytes(size, format))
            found.weights.push_back({format, *bytes});
    for (const auto context : contexts_of(size))
        for (const auto batch : batches)
            if (const auto bytes = cache_bytes(size, context, batch))
                found.caches.push_back({context, batch, *bytes});
    return found;
}

}  // namespace muster
