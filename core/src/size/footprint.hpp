#pragma once

#include "size/facts/model_size.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace muster {

/// A way to store weights, with the bits that a weight takes on average, scales included.
struct weight_format
{
    std::string_view name = {};
    double bits_per_weight = 0;
    bool is_gguf = false;
};

/// bf16, fp8, int8, int4, then GGUF mixes from small to large. The mixes are those of whole files
/// of an 8B model: small models run higher, large mixtures of experts lower.
std::span<const weight_format> weight_formats() noexcept;

/// Bytes of all weights in a format; absent when the number of weights is not known.
std::optional<double> weight_bytes(const model_size& size, const weight_format& format);

/// Bytes that batch sequences of context tokens keep, at 16 bits. Ideal: no engine's slack.
std::optional<double>
cache_bytes(const model_size& size, std::uint64_t context, std::uint64_t batch);

struct cache_footprint
{
    std::uint64_t context = 0;  ///< tokens
    std::uint64_t batch = 0;
    double bytes = 0;
};

struct weight_footprint
{
    weight_format format = {};
    double bytes = 0;
};

/// What a model takes: a row for each format, a row for each context and batch size.
struct footprint
{
    std::vector<weight_footprint> weights = {};
    std::vector<cache_footprint> caches = {};
};

/// Contexts longer than the model's own are left out; its own is added.
footprint footprint_of(const model_size& size);

}  // namespace muster
