#pragma once

#include "device.hpp"
#include "footprint.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace muster {

/// What a model is to run on, and for whom.
struct fit_request
{
    /// The cards of one machine. Over several a model is split within its layers where its heads
    /// can be dealt out (see splits_within_layers), else by layers. All take equal parts.
    std::vector<device> devices = {};

    std::uint64_t context = 0;  ///< tokens of each sequence; a shorter context of a model counts
    std::uint64_t users = 1;    ///< sequences at once
    double cache_bits = 16;     ///< of each number in the cache
    double reserve = 0;         ///< share of the memory that is the engine's own, 0 to 1
};

/// The memory that a model takes, in bytes, on all cards together.
struct memory_use
{
    double weights = 0;
    double cache = 0;  ///< what grows with the context
    double fixed = 0;  ///< windows and states

    double total() const noexcept { return weights + cache + fixed; }
};

/// Whether a model runs, in one format of its weights.
struct model_fit
{
    weight_format format = {};
    bool is_as_stored = false;  ///< the repository itself is known to be in this format
    /// Likewise, if it is not quantised: how it is stored is not known.
    bool may_be_as_stored = false;
    memory_use needs = {};
    double usable = 0;  ///< bytes: the memory without the reserve and what uneven parts leave empty
    bool is_split_by_layers = false;  ///< over several cards; see splits_within_layers

    std::uint64_t context = 0;  ///< tokens a sequence that it was computed for
    /// That fits for as many users. 0: not even one token; unlimited_context: as many as one likes.
    std::uint64_t longest_context = 0;

    /// False: which weights stay at 16 bits is not known, and all are counted as packed.
    bool is_packing_known = true;

    /// No layer's kind is known: the cache is at most this, as if each layer kept every token.
    bool is_cache_a_bound = false;

    /// More cannot be had for one user: all active weights are read for each token. Absent where
    /// the bandwidth or the active weights are not known.
    std::optional<double> tokens_per_second_at_most = {};

    bool fits() const noexcept { return needs.total() <= usable; }
};

/// Absent when the parameters of the model are not known, or nothing is of its cache.
std::optional<model_fit>
fit_of(const model_size& size, const weight_format& format, const fit_request& request);

/// Bytes that equal parts can take: of each card as much as the smallest has. 0 without a card.
double evenly_usable_bytes(std::span<const device> cards);

/// Whether a model can be split within its layers over so many cards (tensor parallelism), as vLLM
/// does it: heads are dealt out evenly, and where cards are more than KV heads, these are copied.
/// How many heads ask is not known here; a power of two divides them in nearly every model. Other
/// numbers take parts of whole layers (pipeline parallelism), of which the largest has to fit.
bool splits_within_layers(const model_size& size, std::size_t cards) noexcept;

/// The first of the formats, best first, in which the model fits; else the last.
std::optional<model_fit> best_fit_of(
    const model_size& size, std::span<const weight_format> formats, const fit_request& request
);

/// How many cards like the first it takes: split within layers, or in any way. Nothing when more
/// than `most_cards` are needed.
std::optional<std::size_t> cards_needed(
    const model_size& size,
    const weight_format& format,
    fit_request request,
    bool is_within_layers = true
);

/// The card of these with the least memory that a model fits on; null when none is large enough.
/// The devices of the request are not looked at.
const device* smallest_device_for(
    const model_size& size,
    const weight_format& format,
    fit_request request,
    std::span<const device> known
);

inline constexpr std::size_t most_cards = 64;

/// More tokens than any context: memory sets no limit, as of a model without a cache.
inline constexpr std::uint64_t unlimited_context = 1'000'000'000;

}  // namespace muster
