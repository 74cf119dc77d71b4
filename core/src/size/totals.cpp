#include "totals.hpp"

#include "solve_width.hpp"
#include "stored_extras.hpp"

#include <bit>
#include <cmath>

namespace muster {

namespace {

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
        const auto extra = sum_extras(extras, chosen);
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

std::string describe(const stored_extras& extras, const candidate_total& one)
{
    const auto names = name_extras(extras, one.chosen);
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
    reading.mtp_params = formula.mtp_params;
    reading.active_params = formula.active_params;

    const auto exact = nearest(formula, extras, total, false);
    if (exact.total == total)
    {
        const auto missing_head = exact.is_headless ? formula.head_params : 0;
        const auto added = sum_loaded(extras, exact.chosen);
        reading.fit = total_fit::exact;
        reading.params = loaded - missing_head + added;
        reading.text_params = formula.text_params - missing_head + added;
        reading.explanation = describe(extras, exact);
        reading.is_mtp_counted = is_chosen(exact.chosen, mtp_extra);
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
