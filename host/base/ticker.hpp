#pragma once

#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <functional>
#include <memory>

namespace muster {

/// Calls something again and again on an executor's thread, until it is destroyed.
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
    std::shared_ptr<state> state_;  // the last wait may end after us
};

}  // namespace muster
