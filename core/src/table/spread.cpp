#include "spread.hpp"

#include <algorithm>

namespace muster {

namespace {

constexpr std::size_t elements_of_a_piece = 4096;
constexpr std::size_t pieces_limit = 64;

}  // namespace

void in_turn(std::size_t count, const std::function<void(std::size_t)>& work)
{
    for (std::size_t i = 0; i < count; ++i)
        work(i);
}

std::size_t pieces_of(std::size_t size) noexcept
{
    return std::clamp<std::size_t>(size / elements_of_a_piece, 1, pieces_limit);
}

index_range piece_of(std::size_t size, std::size_t piece) noexcept
{
    const auto pieces = pieces_of(size);
    return {size * piece / pieces, size * (piece + 1) / pieces};
}

}  // namespace muster
