#pragma once

#include <cstddef>
#include <functional>

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

}  // namespace muster
