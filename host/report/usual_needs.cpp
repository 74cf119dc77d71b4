#include "usual_needs.hpp"

#include <algorithm>

namespace muster {

namespace {

// Where a model does not fit on one card, it is told how many of these it takes.
constexpr std::string_view card_of_many = "H200";

constexpr std::string_view usual_formats[] = {"bf16", "int8", "Q4_K_M"};

std::string card_for(const model_size& size, const weight_format& format, fit_request request)
{
    if (const auto* const card = smallest_device_for(size, format, request))
        return std::string(card->name);
    request.devices = {*find_device(card_of_many)};
    const auto count = cards_needed(size, format, request);
    return count ? std::to_string(*count) + "x " + std::string(card_of_many) : "no usual machine";
}

bool is_usual(const weight_format& format)
{
    return std::ranges::find(usual_formats, format.name) != std::end(usual_formats);
}

}  // namespace

std::vector<usual_need> usual_needs(const model_size& size)
{
    fit_request request;
    request.context = usual_context_tokens;
    request.reserve = usual_reserve;
    request.devices = {{"", 0, 0}};
    std::vector<usual_need> out;
    for (const auto& format : weight_formats())
        if (const auto fit = is_usual(format) ? fit_of(size, format, request) : std::nullopt)
            out.push_back({*fit, card_for(size, format, request)});
    return out;
}

}  // namespace muster
