#pragma once

#include <chrono>
#include <thread>

namespace muster::test {

/// Whether it came to be so within a minute: for what takes longer on a busy machine.
template <class Predicate>
bool wait_until(const Predicate& is_so)
{
    const auto latest = std::chrono::steady_clock::now() + std::chrono::minutes(1);
    while (!is_so() && std::chrono::steady_clock::now() < latest)
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    return is_so();
}

}  // namespace muster::test
