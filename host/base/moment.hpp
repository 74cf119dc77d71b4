#pragma once

#include <boost/asio/awaitable.hpp>

#include <chrono>

namespace muster {

/// A point of the steady clock. Deadlines use it because setting the system's time does not move
/// it.
using moment = std::chrono::steady_clock::time_point;

/// The time from `now` to the deadline, 0 when that is over.
std::chrono::milliseconds time_left(moment now, moment deadline) noexcept;

/// Throws boost::system::system_error when it is cancelled.
boost::asio::awaitable<void> sleep_until(moment when);

}  // namespace muster
