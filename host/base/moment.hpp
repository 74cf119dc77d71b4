#pragma once

#include <boost/asio/awaitable.hpp>

#include <chrono>

namespace muster {

/// Deadlines are on the steady clock, which a person setting the time cannot move.
using moment = std::chrono::steady_clock::time_point;

/// The time left, never below zero.
std::chrono::milliseconds time_left(moment now, moment deadline) noexcept;

boost::asio::awaitable<void> sleep_until(moment when);

}  // namespace muster
