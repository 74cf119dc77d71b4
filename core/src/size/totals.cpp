#include "totals.hpp"

#include <array>
#include <bit>
#include <cmath>
#include <optional>

namespace muster {

namespace {

// What repositories store beside the weights that are loaded.
struct stored_extra
{
    std::uint64_t params = 0;
    std::string_view name = {};
    bool is_common = false;  // may be part of a close fit too
};

using stored_extras = std::array<stored_extra, 5>;

stored_extras extras_of(const formula_size& formula)
{
    return {{
        {formula.mtp_params, "MTP layers", true},
        {formula.tied_head_params, "the tied head stored again", true},
        {formula.mask_params, "attention masks", false},
        {formula.rotary_params, "rotary frequencies of each layer", false},
        {formula.rotary_params_once, "rotary frequencies", false},
    }};
}

struct candidate_total
{
    std::uint64_t total = 0;
    std::uint64_t extra = 0;
    unsigned chosen = 0;
    bool is_headless = false;
};

std::uint64_t distance(std::uint64_t a, std::uint64_t b) { return a > b ? a - b : b - a; }

bool is_better(const candidate_total& a, const candidate_total& b, std::uint64_t total)
{
    const auto near_a = distance(a.total, total);
    const auto near_b = distance(b.total, total);
    return near_a != near_b ? near_a < near_b : std::popcount(a.chosen) < std::popcount(b.chosen);
}

// Exactly fitting sums may hold anything; close ones only what is common.
bool may_choose(const stored_extras& extras, unsigned chosen, bool only_common)
{
    for (std::size_t i = 0; i < extras.size(); ++i)
        if ((chosen >> i & 1U) != 0 &&
            (extras[i].params == 0 || (only_common && !extras[i].is_common)))
            return false;
    return true;
}

candidate_total nearest(
    const formula_size& formula, const stored_extras& extras, std::uint64_t total, bool only_common
)
{
    const auto loaded = formula.text_params + formula.tower_params;
    candidate_total best{loaded};
    for (unsigned chosen = 0; chosen < 1U << extras.size(); ++chosen)
    {
        if (!may_choose(extras, chosen, only_common))
            continue;
        std::uint64_t extra = 0;
        for (std::size_t i = 0; i < extras.size(); ++i)
            extra += (chosen >> i & 1U) != 0 ? extras[i].params : 0;
        const candidate_total whole{loaded + extra, extra, chosen, false};
        if (is_better(whole, best, total))
            best = whole;
        const candidate_total headless{whole.total - formula.head_params, extra, chosen, true};
        if (!only_common && formula.head_params > 0 && headless.total == total &&
            best.total != total)
            best = headless;
    }
    return best;
}

std::string name_extras(const stored_extras& extras, const candidate_total& one)
{
    std::string names;
    for (std::size_t i = 0; i < extras.size(); ++i)
        if ((one.chosen >> i & 1U) != 0)
            names.append(names.empty() ? "" : " and ").append(extras[i].name);
    if (one.is_headless)
        return names.empty() ? "without an output head" : "without an output head, with " + names;
    return names.empty() ? "" : "counting " + names;
}

bool is_packed_total(const formula_size& formula, std::uint64_t total)
{
    if (formula.quant_bits == 0)
        return false;
    const auto loaded = static_cast<double>(formula.text_params + formula.tower_params);
    const auto packed = static_cast<double>(formula.linear_params);
    // Words of 32 bits at the least; at the most all weights apart, with a scale for each eight.
    const auto least = loaded - packed + packed * static_cast<double>(formula.quant_bits) / 32;
    const auto most =
        loaded + static_cast<double>(formula.mtp_params + formula.tied_head_params) + packed / 8;
    const auto counted = static_cast<double>(total);
    return counted > least * 0.98 && counted < most * 1.02;
}

// Scales beside 8-bit weights: one for each block, row or tensor, so fewer than one in 64.
bool is_scales(const formula_size& formula, const candidate_total& near, std::uint64_t total)
{
    return !formula.quant_method.empty() && formula.quant_bits == 0 && total > near.total &&
           total - near.total < formula.linear_params / 64;
}

// A width that makes the sum exact is no accident: one total in some hundred thousand allows one.
std::optional<std::uint64_t> solve_width(const formula_size& formula, std::uint64_t total)
{
    const auto counted = formula.counted_width * formula.params_per_width;
    const auto others = formula.text_params + formula.tower_params - counted;
    if (formula.params_per_width == 0 || total <= others ||
        (total - others) % formula.params_per_width != 0)
        return {};
    const auto width = (total - others) / formula.params_per_width;
    constexpr std::uint64_t step = 32;
    const bool is_likely =
        width % step == 0 && width >= formula.hidden / 2 && width <= formula.hidden * 16;
    return is_likely ? std::optional(width) : std::nullopt;
}

total_reading with_width(
    const formula_size& formula, std::uint64_t params, std::uint64_t width, std::uint64_t embedding
)
{
    total_reading reading;
    reading.fit = total_fit::exact;
    reading.params = params;
    reading.text_params = params - formula.tower_params;
    reading.active_change = static_cast<std::int64_t>(params) -
                            static_cast<std::int64_t>(embedding) -
                            static_cast<std::int64_t>(formula.active_params);
    reading.explanation = "from which follows a feed-forward width of " + std::to_string(width);
    return reading;
}

// The configuration leaves the width to the total, and perhaps whether the head is tied.
std::optional<total_reading> explain_by_width(const formula_size& formula, std::uint64_t total)
{
    if (formula.params_per_width == 0 || formula.is_moe || !formula.are_towers_counted ||
        !formula.quant_method.empty())
        return {};
    const auto embedding = formula.head_params;
    const auto as_said = solve_width(formula, total);
    std::optional<std::uint64_t> tied;
    if (!formula.is_tie_given && formula.head_params > 0)
        tied = solve_width(formula, total + formula.head_params);
    if (as_said && tied)
        return {};
    if (as_said)
        return with_width(formula, total, *as_said, embedding);
    if (tied)
        return with_width(formula, total, *tied, 0);
    return {};
}

std::string percent_off(double share)
{
    const auto hundredths = std::llround(share * 10000);
    const auto rest = hundredths % 100;
    return std::to_string(hundredths / 100) + (rest < 10 ? ".0" : ".") + std::to_string(rest) +
           " %";
}

}  // namespace

total_reading explain_total(const formula_size& formula, std::uint64_t total, double tolerance)
{
    const auto extras = extras_of(formula);
    const auto loaded = formula.text_params + formula.tower_params;
    total_reading reading;
    reading.params = loaded;
    reading.text_params = formula.text_params;

    const auto exact = nearest(formula, extras, total, false);
    if (exact.total == total)
    {
        const auto missing_head = exact.is_headless ? formula.head_params : 0;
        reading.fit = total_fit::exact;
        reading.params = loaded - missing_head;
        reading.text_params = formula.text_params - missing_head;
        reading.explanation = name_extras(extras, exact);
        return reading;
    }

    if (auto solved = explain_by_width(formula, total))
        return *solved;

    const auto near = nearest(formula, extras, total, true);
    reading.distance =
        static_cast<double>(distance(near.total, total)) / static_cast<double>(total);
    if (!formula.are_towers_counted)
    {
        const auto text = near.total;
        const bool fits = total > text && (total - text) * 3 < total && formula.quant_bits == 0;
        reading.fit = fits ? total_fit::towers : total_fit::apart;
        reading.params = fits ? total - near.extra : 0;
    }
    else if (is_packed_total(formula, total))
    {
        reading.fit = total_fit::packed;
        reading.explanation = "which counts packed words";
    }
    else if (is_scales(formula, near, total))
    {
        reading.fit = total_fit::exact;
        reading.explanation = "counting quantisation scales";
    }
    else if (reading.distance <= tolerance)
    {
        reading.fit = total_fit::close;
        reading.params = total - near.extra;
        reading.text_params = reading.params - formula.tower_params;
        reading.explanation = "the formula " + percent_off(reading.distance) + " away";
    }
    return reading;
}

}  // namespace muster
