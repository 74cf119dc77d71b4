#include "projectors.hpp"
#include "size/facts/config_view.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace muster {

namespace {

// How far a patch is folded: so many images and rows and columns are one place, so wide.
struct fold
{
    std::uint64_t images = 1;
    std::uint64_t side = 1;
    std::uint64_t width = 0;

    std::uint64_t places() const { return images * side * side; }
};

// The largest prime first, each times those before it.
std::vector<std::uint64_t> growing_factors(std::uint64_t number)
{
    std::vector<std::uint64_t> primes;
    for (std::uint64_t part = 2; number > 1; part += number % part == 0 ? 0 : 1)
        if (number % part == 0)
        {
            primes.push_back(part);
            number /= part;
        }
    std::vector<std::uint64_t> grown;
    for (std::uint64_t all = 1; !primes.empty(); primes.pop_back())
        grown.push_back(all *= primes.back());
    return grown;
}

// Sides are folded first, then images; widths are so that nothing is lost, in steps.
std::vector<fold> folds_of(std::uint64_t side, std::uint64_t images, std::uint64_t channels)
{
    constexpr std::uint64_t step = 64;
    std::vector<fold> all = {{1, 1, channels}};
    for (const auto one : growing_factors(side))
        all.push_back({1, one, (one * one * channels + step - 1) / step * step});
    for (const auto one : growing_factors(images))
        all.push_back({one, side, side * side * channels * one * step});
    return all;
}

using distance_table = std::vector<std::vector<double>>;

// How far each fold is from that which each layer should ideally give, as logarithms.
distance_table distances_of(const std::vector<fold>& folds, std::uint64_t layers, double whole)
{
    distance_table table;
    for (std::uint64_t i = 0; i <= layers; ++i)
    {
        auto& row = table.emplace_back();
        const auto ideal = std::log(whole) * static_cast<double>(i) / static_cast<double>(layers);
        for (const auto& one : folds)
            row.push_back(std::abs(ideal - std::log(static_cast<double>(one.places()))));
    }
    return table;
}

std::vector<std::size_t> nearest_of_each(const distance_table& table)
{
    std::vector<std::size_t> chosen;
    for (const auto& row : table)
        chosen.push_back(static_cast<std::size_t>(std::ranges::min_element(row) - row.begin()));
    return chosen;
}

// Each fold once, in order, all together as near as can be: of layers that are fewer than folds.
std::vector<std::size_t> nearest_together(const distance_table& table)
{
    const auto folds = table.front().size();
    constexpr auto never = std::numeric_limits<double>::infinity();
    // best[j]: of the rows so far, the last one taking a fold before j.
    std::vector<double> best(folds + 1, 0);
    std::vector<std::vector<std::size_t>> from;
    for (const auto& row : table)
    {
        std::vector<double> next(folds + 1, never);
        auto& taken = from.emplace_back(folds + 1, 0);
        for (std::size_t j = 1; j <= folds; ++j)
        {
            const auto here = best[j - 1] + row[j - 1];
            next[j] = std::min(next[j - 1], here);
            taken[j] = here < next[j - 1] ? j - 1 : taken[j - 1];
        }
        best = std::move(next);
    }
    std::vector<std::size_t> chosen(table.size());
    for (std::size_t i = table.size(), before = folds; i-- > 0; before = chosen[i])
        chosen[i] = from[i][before];
    return chosen;
}

}  // namespace

// Layer by layer a patch is folded into fewer places that are wider, until it is one as wide as a
// word.
count folded_patches(const config_view&, const config_view& vision, count hidden)
{
    constexpr std::uint64_t most = 1024;
    const auto side = vision.number_or("patch_size", 40);
    const auto images = vision.number_or("temporal_patch_size", 2);
    const auto layers = vision.number_or("n_layers num_hidden_layers", 24);
    const auto channels = vision.number_or("num_channels", 3);
    if (std::max({side, images, layers, channels}) > most || side * images * layers == 0)
    {
        vision.refuse("n_layers", "and the size of patches are no plan");
        return 0;
    }
    const auto folds = folds_of(side, images, channels);
    const auto whole = static_cast<double>(side * side * images * channels);
    const auto table = distances_of(folds, layers, whole);
    auto chosen = layers < folds.size() ? nearest_together(table) : nearest_of_each(table);
    chosen.front() = 0;
    chosen.back() = folds.size() - 1;

    count all = hidden;
    for (std::size_t i = 0; i + 1 < chosen.size(); ++i)
    {
        const auto& from = folds[chosen[i]];
        const auto& to = folds[chosen[i + 1]];
        const bool is_last = i + 2 == chosen.size();
        const count joined =
            to.images / from.images * (to.side / from.side) * (to.side / from.side);
        const auto width = is_last ? hidden : count(to.width);
        all += joined * from.width * width + (is_last ? count(0) : width);
    }
    return all;
}

}  // namespace muster
