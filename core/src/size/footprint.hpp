#pragma once

#include "size/facts/model_size.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace muster {

/// Which weights a format packs. What it does not pack stays at 16 bits, as engines load it.
enum class packed_weights
{
    all,       ///< GGUF: its bits are an average over whole files
    matrices,  ///< of the layers: embeddings, output head, norms, routers and towers are not packed
    experts,   ///< of a mixture of experts alone; of another model its matrices
};

/// "all", "matrices", "experts".
std::string_view to_string(packed_weights packs) noexcept;

/// A way to store weights, with the bits that a packed weight takes on average, scales included.
struct weight_format
{
    std::string_view name = {};
    double bits_per_weight = 0;
    bool is_gguf = false;
    packed_weights packs = packed_weights::all;
    double other_matrix_bits =
        16;  ///< of matrices that are no experts, where these alone are packed
};

/// bf16, fp8, int8, int4, then GGUF mixes from small to large. The mixes are those of whole files
/// of an 8B model: small models run higher, large mixtures of experts lower.
std::span<const weight_format> weight_formats() noexcept;

/// Also those that only some repositories are stored in, as "mxfp4+fp8" and "mlx-4bit". Null for
/// another name.
const weight_format* find_weight_format(std::string_view name) noexcept;

/// The format that the repository itself is stored in: bf16 where it is not quantised, or where
/// nothing is known of it.
const weight_format& own_format(const model_size& size) noexcept;

/// Whether own_format() is known and not assumed: by a weight format of these, else by a dtype.
bool is_storage_known(const model_size& size) noexcept;

/// Weights of fewer bits are not quantised once more.
inline constexpr double requantised_bits = 6;

/// Of these formats the ones to look at for a model, most bits first: its own, and those with fewer
/// bits. Nobody unpacks what is stored with eight bits into sixteen, and what is stored with fewer
/// than requantised_bits stays as it is: GGUF files of gpt-oss keep its experts in mxfp4, whatever
/// they are called.
std::vector<weight_format>
formats_for(const model_size& size, std::span<const weight_format> formats);

/// Bytes of all weights in a format; absent when the number of weights is not known. Where it is
/// not known which of them are matrices, all are counted as packed.
std::optional<double> weight_bytes(const model_size& size, const weight_format& format);

/// Bytes of the weights that compute one token, of the text part; absent when their number is not
/// known. Where it is not known which of them stay at 16 bits, all are counted as packed: at least
/// so many bytes are read for a token.
std::optional<double> active_weight_bytes(const model_size& size, const weight_format& format);

/// Whether weight_bytes() knows what a format leaves at 16 bits.
bool is_packing_known(const model_size& size, const weight_format& format) noexcept;

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
