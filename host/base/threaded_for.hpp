#pragma once

#include "interruption.hpp"

#include <cstddef>
#include <functional>

namespace muster {

/// Calls work(0) to work(count - 1) on all cores and returns when all are done: the parallel_for
/// that core takes as an argument, since core starts no threads.
///
/// Pieces begin in their order. The first exception is rethrown when the calls under way have
/// ended; the rest is left out.
void threaded_for(std::size_t count, const std::function<void(std::size_t)>& work);

/// The same on so many threads, the caller's included; 0: one for each core.
void on_cores(std::size_t threads, std::size_t count, const std::function<void(std::size_t)>& work);

/// threaded_for, until the user stops the program: then no piece begins any more, and
/// work_interrupted is thrown. `stop` must outlive it.
std::function<void(std::size_t count, const std::function<void(std::size_t)>& work)>
threaded_for_until(const interruption& stop);

}  // namespace muster
