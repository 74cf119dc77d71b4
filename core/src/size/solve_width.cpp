#include "solve_width.hpp"

#include "storage.hpp"

#include <vector>

namespace muster {

namespace {

/// A width, with the storage and the head that it takes to make the sum. Refers to the storage.
struct solved_width
{
    std::uint64_t width = 0;
    const storage* way = nullptr;
    bool is_tied_after_all = false;
};

// A width that makes the sum exact is no accident: one total in some hundred thousand allows one.
std::optional<std::uint64_t>
whole_width(const formula_size& formula, std::uint64_t per_width, std::uint64_t rest)
{
    constexpr std::uint64_t step = 32;
    const auto width = rest / per_width;
    // Bounds that real models keep, which make a match by chance rarer yet.
    const bool is_likely = rest % per_width == 0 && width % step == 0 &&
                           width >= formula.hidden / 2 && width <= formula.hidden * 16;
    return is_likely ? std::optional(width) : std::nullopt;
}

std::optional<solved_width>
solve(const formula_size& formula, solved_width guess, std::uint64_t total)
{
    const bool has_mtp = guess.way->has_mtp;
    const auto per_width = formula.params_per_width + (has_mtp ? formula.mtp_params_per_width : 0);
    const auto loaded = formula.text_params + formula.tower_params -
                        (guess.is_tied_after_all ? formula.head_params : 0);
    // All that does not depend on the width: what the class's own width came to is taken off.
    const auto others = loaded + guess.way->stored - formula.width_params -
                        (has_mtp ? formula.mtp_width_params : 0);
    if (total <= others)
        return {};
    const auto width = whole_width(formula, per_width, total - others);
    if (!width)
        return {};
    guess.width = *width;
    return guess;
}

std::vector<solved_width>
solve_all(const formula_size& formula, const std::vector<storage>& ways, std::uint64_t total)
{
    std::vector<solved_width> found;
    const bool may_be_tied = !formula.is_tie_given && formula.head_params > 0;
    for (const auto& way : ways)
        for (const bool is_tied : {false, true})
            if (!is_tied || may_be_tied)
                if (const auto one = solve(formula, {0, &way, is_tied}, total))
                    found.push_back(*one);
    return found;
}

total_reading read_solved(const formula_size& formula, const solved_width& one)
{
    const auto& way = *one.way;
    const auto by_width = one.width * formula.params_per_width;
    const auto wider = [&](std::uint64_t sum) { return sum - formula.width_params + by_width; };
    total_reading reading;
    reading.fit = total_fit::exact;
    reading.text_params =
        wider(formula.text_params) - (one.is_tied_after_all ? formula.head_params : 0) + way.loaded;
    reading.params = reading.text_params + formula.tower_params;
    // A tied table takes the place of the head that computes.
    reading.active_params = wider(formula.active_params);
    reading.is_mtp_counted = way.has_mtp;
    if (reading.is_mtp_counted)
        reading.mtp_params =
            way.mtp_params - formula.mtp_width_params + one.width * formula.mtp_params_per_width;
    const auto words = describe(way);
    reading.explanation = words + (words.empty() ? "" : ", ") +
                          "from which follows a feed-forward width of " + std::to_string(one.width);
    return reading;
}

}  // namespace

std::optional<total_reading> explain_by_width(const formula_size& formula, std::uint64_t total)
{
    // Experts, towers and packing are further unknowns, and one sum proves no two of them.
    if (formula.params_per_width == 0 || formula.is_moe || !formula.are_towers_counted ||
        !formula.quant_method.empty())
        return {};
    auto ways = storages_of(formula);
    // What is missing would leave too much to guess.
    std::erase_if(ways, [](const storage& way) { return !way.less.empty(); });
    const auto found = solve_all(formula, ways, total);
    if (found.empty())
        return {};
    auto reading = read_solved(formula, found.front());
    for (const auto& one : found)
    {
        const auto other = read_solved(formula, one);
        if (other.params != reading.params || other.mtp_params != reading.mtp_params)
            return {};
        if (one.width == found.front().width)
            continue;
        // Another width with as many weights: only what computes a token is left open.
        reading.active_params.reset();
        reading.explanation = "whether its head is tied or not";
    }
    return reading;
}

}  // namespace muster
