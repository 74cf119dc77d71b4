#include "usual_needs.hpp"

#include <initializer_list>
#include <string_view>

namespace muster {

namespace {

// Where a model does not fit on one card, it is told how many of these it takes.
constexpr std::string_view card_of_many = "H200";

std::vector<weight_format> formats_named(std::initializer_list<std::string_view> names)
{
    std::vector<weight_format> out;
    for (const auto name : names)
        // The names are of our own table.
        out.push_back(*find_weight_format(name));
    return out;
}

// As many as are told of a model that is stored at 16 bits: what is stored with eight is told with
// still fewer.
std::vector<weight_format> formats_told_of(const model_size& size)
{
    static const auto told = formats_named({"bf16", "int8", "Q4_K_M"});
    static const auto smaller = formats_named({"Q3_K_M", "Q2_K", "IQ1_S"});
    auto out = formats_for(size, told);
    if (own_format(size).bits_per_weight < requantised_bits)
        return out;
    for (const auto& one : smaller)
        if (out.size() < told.size() && one.bits_per_weight < out.back().bits_per_weight)
            out.push_back(one);
    return out;
}

std::string card_for(
    const model_size& size,
    const weight_format& format,
    fit_request request,
    std::span<const device> cards
)
{
    if (const auto* const card = smallest_device_for(size, format, request, cards))
        return card->name;
    // The table is a file that people may edit: even this card may be missing.
    const auto* const one = find_device(cards, card_of_many);
    if (!one)
        return "more than one card";
    request.devices = {*one};
    const auto count = cards_needed(size, format, request);
    return count ? std::to_string(*count) + "x " + one->name : "no usual machine";
}

}  // namespace

std::span<const weight_format> usual_formats()
{
    static const auto formats = formats_named({"bf16", "fp8", "Q6_K", "Q4_K_M"});
    return formats;
}

std::vector<usual_need> usual_needs(const model_size& size, std::span<const device> cards)
{
    fit_request request;
    request.context = usual_context_tokens;
    request.reserve = usual_reserve;
    // A card without memory: what is needed does not depend on it, and which card is enough is
    // looked for apart.
    request.devices.emplace_back();
    std::vector<usual_need> out;
    for (const auto& format : formats_told_of(size))
        if (const auto fit = fit_of(size, format, request))
            out.push_back({*fit, card_for(size, format, request, cards)});
    return out;
}

}  // namespace muster
