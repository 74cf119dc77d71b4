#include "sort_key.hpp"

#include <boost/sort/pdqsort/pdqsort.hpp>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace muster {

namespace {

constexpr std::size_t range_count = 32;  // a power of two
constexpr std::size_t samples_of_a_range = 32;

/// Where ranges of words end, each of about as many keys: they are not a range's own.
class word_ranges
{
public:
    explicit word_ranges(std::span<const sort_key> keys)
    {
        constexpr auto sample_count = range_count * samples_of_a_range;
        std::vector<std::uint64_t> sample(sample_count);
        for (std::size_t i = 0; i < sample_count; ++i)
            sample[i] = keys[i * keys.size() / sample_count].word;
        std::sort(sample.begin(), sample.end());
        for (std::size_t i = 0; i < ends_.size(); ++i)
            ends_[i] = sample[(i + 1) * samples_of_a_range];
    }

    /// A binary search without branches, which could not be foreseen.
    std::size_t range_of(std::uint64_t word) const noexcept
    {
        std::size_t range = 0;
        for (auto half = range_count / 2; half > 0; half /= 2)
            range += static_cast<std::size_t>(ends_[range + half - 1] <= word) * half;
        return range;
    }

private:
    std::array<std::uint64_t, range_count - 1> ends_ = {};
};

using range_places = std::array<std::size_t, range_count>;

/// Where the keys of each piece go that are of each range; and, at last, where the ranges end.
std::vector<range_places>
places_of(std::span<const sort_key> keys, const word_ranges& ranges, const spread& over)
{
    std::vector<range_places> places(pieces_of(keys.size()) + 1);
    over(places.size() - 1, [&](std::size_t piece) {
        range_places counts = {};
        const auto [begin, end] = piece_of(keys.size(), piece);
        for (auto i = begin; i < end; ++i)
            counts[ranges.range_of(keys[i].word)] += 1;
        places[piece] = counts;
    });
    std::size_t next = 0;
    for (std::size_t range = 0; range < range_count; ++range)
    {
        for (auto& piece : places)
            next += std::exchange(piece[range], next);
        places.back()[range] = next;
    }
    return places;
}

}  // namespace

void sort_by_word(std::span<sort_key> keys)
{
    const auto rest = [](const sort_key& key) {
        return std::uint64_t{key.more} << 32U | key.position;
    };
    const auto is_before = [rest](const sort_key& a, const sort_key& b) {
        return (a.word < b.word) | (static_cast<int>(a.word == b.word) & (rest(a) < rest(b)));
    };
    boost::sort::pdqsort_branchless(keys.begin(), keys.end(), is_before);
}

void sort_by_word(std::span<sort_key> keys, const spread& over)
{
    const auto pieces = pieces_of(keys.size());
    if (pieces == 1)
        return sort_by_word(keys);
    const word_ranges ranges(keys);
    const auto places = places_of(keys, ranges, over);
    std::vector<sort_key> dealt(keys.size());
    over(pieces, [&](std::size_t piece) {
        auto next = places[piece];
        const auto [begin, end] = piece_of(keys.size(), piece);
        for (auto i = begin; i < end; ++i)
            dealt[next[ranges.range_of(keys[i].word)]++] = keys[i];
    });
    over(range_count, [&](std::size_t range) {
        const auto begin = range == 0 ? 0 : places.back()[range - 1];
        const auto of_range = std::span(dealt).subspan(begin, places.back()[range] - begin);
        sort_by_word(of_range);
        std::copy(of_range.begin(), of_range.end(), keys.begin() + static_cast<long>(begin));
    });
}

}  // namespace muster
