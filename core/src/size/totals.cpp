#include "totals.hpp"

#include "solve_width.hpp"
#include "storage.hpp"

#include <algorithm>
#include <cmath>

namespace muster {

namespace {

std::uint64_t distance(std::uint64_t a, std::uint64_t b) { return a > b ? a - b : b - a; }

std::uint64_t loaded_of(const formula_size& formula)
{
    return formula.text_params + formula.tower_params;
}

const storage&
nearest(const std::vector<storage>& ways, const formula_size& formula, std::uint64_t total)
{
    return *std::ranges::min_element(ways, {}, [&](const storage& one) {
        return distance(loaded_of(formula) + one.stored, total);
    });
}

total_reading read_stored(const formula_size& formula, const storage& way)
{
    total_reading reading;
    reading.fit = total_fit::exact;
    reading.params = loaded_of(formula) + way.loaded;
    reading.text_params = formula.text_params + way.loaded - way.towers;
    reading.mtp_params = way.mtp_params;
    reading.is_mtp_counted = way.has_mtp;
    // A head that is not stored is the input embedding, unless it is said that it is not.
    if (!way.lacks_head || !formula.is_tie_given)
        reading.active_params = formula.active_params;
    reading.explanation = describe(way);
    reading.packed_sum = way.packed_sum;
    reading.packed_stored = way.words + way.beside_words;
    return reading;
}

// What names contradict does not count, as long as anything else is left.
void keep_named(std::vector<storage>& ways, const std::vector<std::string>& named)
{
    const auto contradicts = [&named](const storage& way) { return !fits_names(way, named); };
    if (!std::ranges::all_of(ways, contradicts))
        std::erase_if(ways, contradicts);
}

// The likeliest explanation; where others are of another size, none is believed.
std::optional<total_reading> explain_by_storage(const formula_size& formula, const hub_total& hub)
{
    // A total below the formula wraps, and so does a way that stores less.
    auto ways = storages_that_give(formula, hub.total - loaded_of(formula));
    // Where dtypes are told, there are as many words as that comes to, or it is another way.
    std::erase_if(ways, [&](const storage& way) { return !fits_dtypes(way, hub.stored); });
    if (ways.empty())
        return {};
    keep_named(ways, hub.named);
    auto found = read_stored(formula, ways.front());
    for (const auto& way : ways)
        if (way.loaded != ways.front().loaded)
            found.fit = total_fit::open;
    return found;
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
bool is_scales(const formula_size& formula, std::uint64_t stored, std::uint64_t total)
{
    return !formula.quant_method.empty() && formula.quant_bits == 0 && total > stored &&
           total - stored < formula.linear_params / 64;
}

// Tokens that were added, or that pad a table, and of which the configuration does not know.
bool is_rows_of_tables(const formula_size& formula, std::uint64_t difference)
{
    constexpr std::uint64_t share_of_vocab = 100;
    // A head of its own has a row for each token, too.
    const auto row = formula.hidden * (formula.head_params > 0 ? 2U : 1U);
    return difference % row == 0 && difference / row <= formula.vocab / share_of_vocab;
}

// Weights of two bits in words of 32.
constexpr std::uint64_t least_share = 16;

std::string percent_off(double share)
{
    const auto hundredths = std::llround(share * 10000);
    if (hundredths == 0)
        return "less than 0.01 %";
    const auto rest = hundredths % 100;
    return std::to_string(hundredths / 100) + (rest < 10 ? ".0" : ".") + std::to_string(rest) +
           " %";
}

// What a total that nothing explains may still be.
void read_unexplained(
    const formula_size& formula, const hub_total& hub, double tolerance, total_reading& reading
)
{
    const auto total = hub.total;
    auto ways = common_storages_of(formula);
    keep_named(ways, hub.named);
    // Beside a tower of unknown size any guess would be near.
    const auto& near = formula.are_towers_counted ? nearest(ways, formula, total) : ways.front();
    const auto stored = loaded_of(formula) + near.stored;
    reading.distance = static_cast<double>(distance(stored, total)) / static_cast<double>(total);
    if (!formula.are_towers_counted)
    {
        // Up to half of the language model passes for a tower; more may be anything.
        const bool fits = total > stored && (total - stored) * 3 < total && formula.quant_bits == 0;
        reading.fit = fits ? total_fit::towers : total_fit::apart;
        reading.params = fits ? total - near.stored : 0;
    }
    else if (is_packed_total(formula, total))
    {
        reading.fit = total_fit::packed;
        reading.explanation = "which counts packed words";
    }
    else if (is_scales(formula, stored, total))
    {
        reading.fit = total_fit::scales;
        reading.explanation = "which counts quantisation scales";
    }
    else if (reading.distance <= tolerance)
    {
        reading.fit = total_fit::close;
        reading.explanation = "the formula " + percent_off(reading.distance) + " away";
        if (formula.is_proven && !is_rows_of_tables(formula, distance(stored, total)))
            return;
        reading.params = total - near.stored;
        reading.text_params = reading.params - formula.tower_params;
    }
    else if (formula.is_proven && total < stored && total >= stored / least_share)
    {
        reading.fit = total_fit::less;
        reading.explanation = "which is less";
    }
}

}  // namespace

total_reading explain_total(const formula_size& formula, const hub_total& hub, double tolerance)
{
    // Only what nothing explains to the parameter is judged by how near it is.
    if (auto stored = explain_by_storage(formula, hub))
        return *stored;
    if (auto solved = explain_by_width(formula, hub.total))
        return *solved;
    total_reading reading;
    reading.params = loaded_of(formula);
    reading.text_params = formula.text_params;
    reading.mtp_params = formula.mtp_params;
    reading.active_params = formula.active_params;
    read_unexplained(formula, hub, tolerance, reading);
    return reading;
}

}  // namespace muster
