#include "sort_key.hpp"

#include "bucketed_keys.hpp"

#include <boost/sort/pdqsort/pdqsort.hpp>

#include <algorithm>
#include <array>
#include <vector>

namespace muster {

namespace {

constexpr auto range_count = bucketed_keys::range_count;
constexpr std::size_t samples_of_a_range = 32;

bool is_before(const sort_key& a, const sort_key& b) noexcept
{
    const auto rest = [](const sort_key& key) {
        return std::uint64_t{key.prefix_lo} << 32U | key.position;
    };
    return (a.prefix_hi < b.prefix_hi) |
           (static_cast<int>(a.prefix_hi == b.prefix_hi) & (rest(a) < rest(b)));
}

/// Where ranges of keys end, each of about as many: they are not a range's own.
class key_ranges
{
public:
    explicit key_ranges(std::span<const sort_key> keys)
    {
        constexpr auto sample_count = range_count * samples_of_a_range;
        std::vector<sort_key> sample(sample_count);
        for (std::size_t i = 0; i < sample_count; ++i)
            sample[i] = keys[i * keys.size() / sample_count];
        std::sort(sample.begin(), sample.end(), is_before);
        for (std::size_t i = 0; i < ends_.size(); ++i)
            ends_[i] = sample[(i + 1) * samples_of_a_range];
    }

    /// A binary search without branches, which could not be foreseen.
    std::size_t range_of(const sort_key& key) const noexcept
    {
        std::size_t range = 0;
        for (auto half = range_count / 2; half > 0; half /= 2)
            range += is_before(key, ends_[range + half - 1]) ? 0 : half;
        return range;
    }

private:
    std::array<sort_key, range_count - 1> ends_ = {};
};

}  // namespace

void sort_by_prefix(std::span<sort_key> keys)
{
    const auto order = [](const sort_key& a, const sort_key& b) { return is_before(a, b); };
    boost::sort::pdqsort_branchless(keys.begin(), keys.end(), order);
}

void sort_by_prefix(std::span<sort_key> keys, const parallel_for& over)
{
    if (chunk_count(keys.size()) == 1)
        return sort_by_prefix(keys);
    const key_ranges ranges(keys);
    const auto key_at = [&](std::size_t i) { return keys[i]; };
    const auto range_of = [&](const sort_key& key) { return ranges.range_of(key); };
    bucketed_keys dealt(keys.size(), key_at, range_of, over);
    over(range_count, [&](std::size_t range) {
        const auto sorted = dealt[range];
        sort_by_prefix(sorted);
        std::copy(
            sorted.begin(), sorted.end(), keys.begin() + static_cast<long>(dealt.begin_of(range))
        );
    });
}

}  // namespace muster
