#pragma once

#include <cstddef>
#include <functional>
#include <vector>

namespace muster {

/// Does work(0) to work(count - 1), each once, in any order and perhaps several at once; returns
/// when all of it is done.
///
/// The steps that are worth more than one core take one of these: what they give is the same with
/// all of them. The steps themselves know of no threads.
using parallel_for =
    std::function<void(std::size_t count, const std::function<void(std::size_t)>& work)>;

/// One after the other.
void serial_for(std::size_t count, const std::function<void(std::size_t)>& work);

/// Into how many pieces the work on so many elements is cut: one where they are few, and at most
/// so many that no core waits long for the last.
std::size_t chunk_count(std::size_t size) noexcept;

struct index_range
{
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// The elements of one of these pieces.
index_range chunk_range(std::size_t size, std::size_t chunk) noexcept;

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
