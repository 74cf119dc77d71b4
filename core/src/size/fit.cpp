#include "fit.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

namespace muster {

namespace {

constexpr double bits_of_sizes = 16;  // kv_bytes_per_token and kv_bytes_fixed are given so

/// What one sequence keeps at 16 bits, in bytes; is_bound: at most that.
struct cache_of_sequence
{
    double bytes_per_token = 0;
    double fixed = 0;
    bool is_bound = false;
};

// What a sequence keeps at 16 bits. Where the kinds of the layers are not known, each could keep
// keys and values of every token.
std::optional<cache_of_sequence> cache_of(const model_size& size)
{
    if (size.kv_bytes_per_token)
        return cache_of_sequence{
            static_cast<double>(*size.kv_bytes_per_token),
            static_cast<double>(size.kv_bytes_fixed.value_or(0))};
    if (!size.layers || !size.kv_heads || !size.head_dim)
        return {};
    constexpr double keys_and_values = 2;
    const auto numbers = static_cast<double>(*size.layers * *size.kv_heads * *size.head_dim);
    return cache_of_sequence{keys_and_values * numbers * bits_of_sizes / 8, 0, true};
}

// A head is not split, and a card without one of its own keeps a copy. MLA has one head.
double copies_of_cache(const model_size& size, std::size_t cards)
{
    const auto heads = size.kv_heads.value_or(0);
    const bool are_copied = heads > 0 && cards > heads && splits_within_layers(size, cards);
    return are_copied ? static_cast<double>(cards) / static_cast<double>(heads) : 1;
}

// Of parts of whole layers the largest decides: of 32 layers three cards take 11, 11 and 10.
double filled_share(const model_size& size, std::size_t cards)
{
    if (splits_within_layers(size, cards))
        return 1;
    const auto layers = std::max<std::uint64_t>(size.layers.value_or(cards), 1);
    const auto largest = (layers + cards - 1) / cards;
    return static_cast<double>(layers) / static_cast<double>(largest * cards);
}

// Each card does its equal part, and all wait for the last: of each counts what the least has.
double least_of_each(std::span<const device> cards, auto member)
{
    if (cards.empty())
        return 0;
    const auto least = std::ranges::min(cards, {}, member).*member;
    return static_cast<double>(least) * static_cast<double>(cards.size());
}

std::optional<double>
speed_limit(const model_size& size, const weight_format& format, const std::vector<device>& devices)
{
    const bool is_known = std::all_of(devices.begin(), devices.end(), [](const device& one) {
        return one.bytes_per_second > 0;
    });
    const auto active = active_weight_bytes(size, format);
    if (!is_known || !active || *active <= 0)
        return {};
    const auto bytes = *active;
    if (splits_within_layers(size, devices.size()))
        return least_of_each(devices, &device::bytes_per_second) / bytes;
    // One user's token passes the cards one after the other.
    return std::ranges::max(devices, {}, &device::bytes_per_second).bytes_per_second / bytes;
}

}  // namespace

double evenly_usable_bytes(std::span<const device> cards)
{
    return least_of_each(cards, &device::memory_bytes);
}

bool splits_within_layers(const model_size& size, std::size_t cards) noexcept
{
    const auto heads = size.kv_heads.value_or(0);
    const bool are_dealt_out = heads > 0 && heads % cards == 0;
    // Where heads are not known, or there are none, they stand in no way.
    const bool are_copied = heads == 0 || cards % heads == 0;
    return are_dealt_out || (are_copied && std::has_single_bit(cards));
}

std::optional<model_fit>
fit_of(const model_size& size, const weight_format& format, const fit_request& request)
{
    const auto weights = weight_bytes(size, format);
    const auto cache = cache_of(size);
    if (!weights || !cache || request.devices.empty())
        return {};
    const auto own = size.ctx_len.value_or(request.context);
    const auto sequences =
        static_cast<double>(request.users) * copies_of_cache(size, request.devices.size());
    // What does not grow is counted at 16 bits: engines quantise no states.
    const auto a_token = cache->bytes_per_token * sequences * request.cache_bits / bits_of_sizes;
    model_fit fit;
    fit.format = format;
    const bool is_own = own_format(size).name == format.name;
    fit.is_as_stored = is_own && is_storage_known(size);
    fit.may_be_as_stored = is_own && !is_storage_known(size);
    fit.is_packing_known = is_packing_known(size, format);
    fit.context = std::min(request.context, own);
    fit.needs.weights = *weights;
    fit.needs.cache = a_token * static_cast<double>(fit.context);
    fit.needs.fixed = cache->fixed * sequences;
    fit.is_cache_a_bound = cache->is_bound;
    const auto cards = request.devices.size();
    fit.is_split_by_layers = !splits_within_layers(size, cards);
    fit.usable =
        evenly_usable_bytes(request.devices) * (1 - request.reserve) * filled_share(size, cards);
    fit.tokens_per_second_at_most = speed_limit(size, format, request.devices);

    const auto left = fit.usable - fit.needs.weights - fit.needs.fixed;
    constexpr auto unlimited = static_cast<double>(unlimited_context);
    // A model whose cache does not grow fits with any context, if it fits at all.
    const auto room = left <= 0 ? 0.0 : a_token > 0 ? left / a_token : unlimited;
    const auto most = size.ctx_len ? static_cast<double>(*size.ctx_len) : unlimited;
    fit.longest_context = static_cast<std::uint64_t>(std::min(room, most));
    return fit;
}

std::optional<model_fit> best_fit_of(
    const model_size& size, std::span<const weight_format> formats, const fit_request& request
)
{
    std::optional<model_fit> found;
    for (const auto& format : formats)
    {
        found = fit_of(size, format, request);
        // What is absent in one format is so in all: it is the model that is not known.
        if (!found || found->fits())
            break;
    }
    return found;
}

std::optional<std::size_t> cards_needed(
    const model_size& size, const weight_format& format, fit_request request, bool is_within_layers
)
{
    if (request.devices.empty())
        return {};
    const auto one = request.devices.front();
    for (std::size_t count = 1; count <= most_cards; ++count)
    {
        if (is_within_layers && !splits_within_layers(size, count))
            continue;
        request.devices.assign(count, one);
        if (const auto fit = fit_of(size, format, request); fit && fit->fits())
            return count;
    }
    return {};
}

const device* smallest_device_for(
    const model_size& size,
    const weight_format& format,
    fit_request request,
    std::span<const device> known
)
{
    const device* found = nullptr;
    for (const auto& one : known)
    {
        request.devices = {one};
        const auto fit = fit_of(size, format, request);
        if (fit && fit->fits() && (!found || one.memory_bytes < found->memory_bytes))
            found = &one;
    }
    return found;
}

}  // namespace muster
