#pragma once

#include <cstddef>
#include <functional>

namespace muster::test {

/// A spread that begins with the last piece: what comes out must not depend on the order.
inline void serial_for_backwards(std::size_t count, const std::function<void(std::size_t)>& work)
{
    for (auto i = count; i > 0; --i)
        work(i - 1);
}

}  // namespace muster::test
