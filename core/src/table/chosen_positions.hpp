#pragma once

#include "parallel_for.hpp"

#include <vector>

namespace muster {

/// The positions for which a predicate holds, rising. begin() makes a predicate for each piece of
/// the work; it is called with rising positions, on one thread.
template <class Begin>
std::vector<std::size_t> chosen_positions(std::size_t size, const parallel_for& over, Begin begin)
{
    std::vector<std::vector<std::size_t>> found(chunk_count(size));
    over(found.size(), [&](std::size_t chunk) {
        auto is_wanted = begin();
        const auto [first, end] = chunk_range(size, chunk);
        for (auto i = first; i < end; ++i)
            if (is_wanted(i))
                found[chunk].push_back(i);
    });
    std::vector<std::size_t> all;
    for (const auto& one : found)
        all.insert(all.end(), one.begin(), one.end());
    return all;
}

}  // namespace muster
