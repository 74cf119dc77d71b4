#include "candidate_order.hpp"

#include <boost/endian/conversion.hpp>

#include <algorithm>
#include <array>
#include <cstring>
#include <span>
#include <tuple>

namespace muster {

namespace {

constexpr std::size_t prefix_bytes = 16;

// Of so few with one prefix, or beyond so many letters, ids are compared as they are.
constexpr std::size_t few_keys = 8;
constexpr std::size_t letters_limit = 256;

/// Stands for a candidate while it is sorted: reading its id costs a cache miss.
struct sort_key
{
    double popularity = 0;
    std::uint64_t prefix_hi = 0;  ///< letters of the id as numbers, which compare as bytes do
    std::uint64_t prefix_lo = 0;
    std::uint32_t position = 0;

    auto by_number() const noexcept
    {
        // With the position the order is total, so that the result does not depend on how the work
        // is divided.
        return std::tuple(-popularity, prefix_hi, prefix_lo, position);
    }
    bool operator<(const sort_key& other) const noexcept { return by_number() < other.by_number(); }
};

class id_sort
{
public:
    id_sort(const candidate_table& candidates, const parallel_for& over)
        : candidates_(candidates), over_(over)
    {
    }

    std::vector<sort_key> sorted_keys() const
    {
        std::vector<sort_key> keys(candidates_.size());
        over_(chunk_count(keys.size()), [&](std::size_t chunk) {
            const auto [begin, end] = chunk_range(keys.size(), chunk);
            for (auto i = begin; i < end; ++i)
            {
                keys[i].popularity = candidates_.popularity_at(i);
                keys[i].position = static_cast<std::uint32_t>(i);
                set_prefix(keys[i], 0);
            }
        });
        sort_in_parts(keys);
        const auto runs = runs_in(keys);
        over_(chunk_count(keys.size()), [&](std::size_t chunk) {
            // Dealt out in turn: neighbouring runs are of similar size.
            for (auto i = chunk; i < runs.size(); i += chunk_count(keys.size()))
                sort_run(runs[i], prefix_bytes);
        });
        return keys;
    }

private:
    void set_prefix(sort_key& key, std::size_t from) const
    {
        const auto id = candidates_.id_at(key.position);
        std::array<std::uint64_t, 2> letters = {};
        // Past the end there are zeros, which come before all letters.
        if (from < id.size())
            std::memcpy(letters.data(), id.data() + from, std::min(id.size() - from, prefix_bytes));
        key.prefix_hi = boost::endian::big_to_native(letters[0]);
        key.prefix_lo = boost::endian::big_to_native(letters[1]);
    }

    /// By number. Divides the keys at their medians until the parts can be sorted apart.
    void sort_in_parts(std::span<sort_key> keys) const
    {
        const auto begin_of = [&](std::size_t i, std::size_t of) {
            return keys.begin() + static_cast<std::ptrdiff_t>(keys.size() * i / of);
        };
        std::size_t parts = 1;
        for (; parts < chunk_count(keys.size()); parts *= 2)
            over_(parts, [&](std::size_t i) {
                const auto middle = begin_of(2 * i + 1, 2 * parts);
                // Each half is partitioned on its own core in the next round.
                std::nth_element(begin_of(i, parts), middle, begin_of(i + 1, parts));
            });
        over_(parts, [&](std::size_t i) { std::sort(begin_of(i, parts), begin_of(i + 1, parts)); });
    }

    /// Keys that differ in their positions alone; only where there are several.
    static std::vector<std::span<sort_key>> runs_in(std::span<sort_key> keys)
    {
        std::vector<std::span<sort_key>> runs;
        for (std::size_t begin = 0, end = 0; begin < keys.size(); begin = end)
        {
            const auto& first = keys[begin];
            for (end = begin + 1; end < keys.size() && keys[end].popularity == first.popularity &&
                                  keys[end].prefix_hi == first.prefix_hi &&
                                  keys[end].prefix_lo == first.prefix_lo;)
                ++end;
            if (end - begin > 1)
                runs.push_back(keys.subspan(begin, end - begin));
        }
        return runs;
    }

    /// Sorts a run by the letters from here on.
    void sort_run(std::span<sort_key> keys, std::size_t from) const
    {
        if (keys.size() <= few_keys || from >= letters_limit)
        {
            std::sort(keys.begin(), keys.end(), [this](const sort_key& a, const sort_key& b) {
                const auto order =
                    candidates_.id_at(a.position).compare(candidates_.id_at(b.position));
                return order != 0 ? order < 0 : a.position < b.position;
            });
            return;
        }
        for (auto& key : keys)
            set_prefix(key, from);
        std::sort(keys.begin(), keys.end());
        for (const auto run : runs_in(keys))
            sort_run(run, from + prefix_bytes);
    }

    const candidate_table& candidates_;
    const parallel_for& over_;
};

}  // namespace

std::vector<std::uint32_t> staging_sort(const candidate_table& candidates, const parallel_for& over)
{
    const auto keys = id_sort(candidates, over).sorted_keys();
    std::vector<std::uint32_t> positions(keys.size());
    std::transform(keys.begin(), keys.end(), positions.begin(), [](const sort_key& key) {
        return key.position;
    });
    return positions;
}

}  // namespace muster
