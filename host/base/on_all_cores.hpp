#pragma once

#include <cstddef>
#include <functional>

namespace muster {

/// A muster::spread (core) over the cores there are. Pieces are begun in their order. What one
/// throws is thrown here, after the others have ended; those not begun by then are left out.
void on_all_cores(std::size_t count, const std::function<void(std::size_t)>& work);

/// The same with so many threads, this one included; 0: as many as there are cores.
void on_cores(std::size_t threads, std::size_t count, const std::function<void(std::size_t)>& work);

}  // namespace muster
