#include "position_index.hpp"

#include <algorithm>
#include <bit>
#include <utility>

namespace muster {

void position_index::resize(std::size_t expected)
{
    constexpr std::size_t least = 16;
    const auto wanted = std::bit_ceil(std::max(least, expected * 2));
    const auto before = std::exchange(slots_, std::vector<slot>(wanted));
    for (const auto& one : before)
    {
        if (one.next_position == 0)
            continue;
        auto place = one.hash & (wanted - 1);
        while (slots_[place].next_position != 0)
            place = (place + 1) & (wanted - 1);
        slots_[place] = one;
    }
}

}  // namespace muster
