#include "footprint.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <iterator>

namespace muster {

namespace {

constexpr auto matrices = packed_weights::matrices;
constexpr auto experts = packed_weights::experts;

// Bits a weight of GGUF formats as llama.cpp reports them for 8B models, scales included. Whoever
// publishes fp4 packs the experts of a mixture alone; fp8, int8 and int4 pack attention, too.
constexpr std::array<weight_format, 17> formats = {{
    {"bf16", 16, false},
    {"fp8", 8, false, matrices},
    {"int8", 8, false, matrices},
    {"nvfp4", 4.5, false, experts},   // groups of 16, each with a scale of 8 bits
    {"mxfp4", 4.25, false, experts},  // groups of 32, likewise
    {"int4", 4.16, false, matrices},  // groups of 128, each with a scale of 16 bits, a zero of 4
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

// Of single repositories; nobody asks for these.
constexpr std::array<weight_format, 8> single_formats = {{
    {"mxfp4+fp8", 4.25, false, experts, 8},  // DeepSeek-V4
    {"int4+bf16", 4.5, false, experts},      // Kimi-K2.5: groups of 32, each with a scale
    // MLX packs embeddings as well, in groups of 64, each with a scale and a bias of 16 bits.
    {"mlx-2bit", 2.5},
    {"mlx-3bit", 3.5},
    {"mlx-4bit", 4.5},
    {"mlx-5bit", 5.5},
    {"mlx-6bit", 6.5},
    {"mlx-8bit", 8.5},
}};

// Lengths that models are sold by; a model's own is added.
constexpr std::array<std::uint64_t, 4> contexts = {4096, 32768, 131072, 1048576};
constexpr std::uint64_t usual_context = 32768;  // where a model's own is not known
constexpr std::array<std::uint64_t, 3> batches = {1, 8, 32};
constexpr double unpacked_bits = 16;

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

// Of what is no matrix of a layer nearly all is two tables, of which a token passes the head. A
// tied table passes whole, which is not known here: this is the least.
double unpacked_active_params(const model_size& size)
{
    const auto beside = static_cast<double>(size.text_params.value_or(0)) -
                        static_cast<double>(size.matrix_params.value_or(0)) -
                        static_cast<double>(size.lookup_params.value_or(0));
    return std::max(beside, 0.0) / 2;
}

}  // namespace

std::string_view to_string(packed_weights packs) noexcept
{
    switch (packs)
    {
        case packed_weights::matrices: return "matrices";
        case packed_weights::experts: return "experts";
        default: return "all";
    }
}

std::span<const weight_format> weight_formats() noexcept { return formats; }

const weight_format* find_weight_format(std::string_view name) noexcept
{
    for (const auto& known : {std::span<const weight_format>(formats), {single_formats}})
        for (const auto& one : known)
            if (one.name == name)
                return &one;
    return nullptr;
}

const weight_format& own_format(const model_size& size) noexcept
{
    const auto* const own = size.weight_format ? find_weight_format(*size.weight_format) : nullptr;
    return own ? *own : formats.front();
}

bool is_storage_known(const model_size& size) noexcept
{
    return size.weight_format ? find_weight_format(*size.weight_format) != nullptr
                              : size.dtype.has_value();
}

std::vector<weight_format> formats_for(const model_size& size, std::span<const weight_format> given)
{
    const auto& own = own_format(size);
    std::vector<weight_format> out = {own};
    if (own.bits_per_weight < requantised_bits)
        return out;
    std::ranges::copy_if(given, std::back_inserter(out), [&own](const weight_format& one) {
        return one.bits_per_weight < own.bits_per_weight;
    });
    // Stable: of formats with as many bits the model's own stays in front.
    std::ranges::stable_sort(out, std::ranges::greater(), &weight_format::bits_per_weight);
    return out;
}

std::optional<double> weight_bytes(const model_size& size, const weight_format& format)
{
    if (!size.params)
        return {};
    // Doubles: bits a weight are an average.
    const auto all = static_cast<double>(*size.params);
    if (format.packs == packed_weights::all || !is_packing_known(size, format))
        return all * format.bits_per_weight / 8;
    // A pin may say fewer parameters than were counted.
    const auto in_matrices = std::min(all, static_cast<double>(*size.matrix_params));
    const auto in_experts =
        std::min(in_matrices, static_cast<double>(size.expert_params.value_or(0)));
    const bool are_experts_packed = format.packs == packed_weights::experts && in_experts > 0;
    const auto packed = are_experts_packed ? in_experts : in_matrices;
    return (packed * format.bits_per_weight + (in_matrices - packed) * format.other_matrix_bits +
            (all - in_matrices) * unpacked_bits) /
           8;
}

std::optional<double> active_weight_bytes(const model_size& size, const weight_format& format)
{
    if (!size.active_params)
        return {};
    const auto active = static_cast<double>(*size.active_params);
    if (format.packs == packed_weights::all || !is_packing_known(size, format))
        return active * format.bits_per_weight / 8;
    const auto matrices = static_cast<double>(*size.matrix_params);
    const auto experts = static_cast<double>(size.expert_params.value_or(0));
    // Without routed experts all matrices take part.
    const auto unpacked = experts > 0 ? std::min(active, unpacked_active_params(size))
                                      : active - std::min(active, matrices);
    // All matrices but the experts' compute every token, as far as that many weights are active.
    const bool are_experts_packed = format.packs == packed_weights::experts && experts > 0;
    const auto other =
        are_experts_packed ? std::clamp(matrices - experts, 0.0, active - unpacked) : 0.0;
    return ((active - unpacked - other) * format.bits_per_weight +
            other * format.other_matrix_bits + unpacked * unpacked_bits) /
           8;
}

bool is_packing_known(const model_size& size, const weight_format& format) noexcept
{
    return format.packs == packed_weights::all || size.matrix_params;
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
