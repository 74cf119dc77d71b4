#pragma once

#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <functional>
#include <memory>

namespace muster {

/// Calls a function at intervals on the executor's thread, until it is destroyed. Destroy it on
/// that thread.
class ticker
{
public:
    ticker(
        boost::asio::any_io_executor executor,
        std::chrono::milliseconds interval,
        std::function<void()> call
    );
    ~ticker();
    ticker(const ticker&) = delete;
    ticker& operator=(const ticker&) = delete;

private:
    struct state;
    std::shared_ptr<state> state_;  // the last wait completes after the destructor
};

}  // namespace muster
