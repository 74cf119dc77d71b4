#include "parallel_for.hpp"

#include <algorithm>

namespace muster {

namespace {

constexpr std::size_t elements_of_a_piece = 4096;
constexpr std::size_t pieces_limit = 64;

}  // namespace

void serial_for(std::size_t count, const std::function<void(std::size_t)>& work)
{
    for (std::size_t i = 0; i < count; ++i)
        work(i);
}

std::size_t chunk_count(std::size_t size) noexcept
{
    // Pieces must be worth the call, and many enough that no core waits long for the last.
    return std::clamp<std::size_t>(size / elements_of_a_piece, 1, pieces_limit);
}

index_range chunk_range(std::size_t size, std::size_t chunk) noexcept
{
    const auto chunks = chunk_count(size);
    // Multiplied first: chunks differ by one element at the most, and none is left over.
    return {size * chunk / chunks, size * (chunk + 1) / chunks};
}

}  // namespace muster
