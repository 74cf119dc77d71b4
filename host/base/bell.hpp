#pragma once

#include "moment.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>

#include <list>

namespace muster {

/// Wakes coroutines of one thread that wait for something to change; they then look again.
class bell
{
public:
    explicit bell(boost::asio::any_io_executor executor) : executor_(std::move(executor)) {}
    bell(const bell&) = delete;
    bell& operator=(const bell&) = delete;

    /// Returns at the next ring, or at the deadline. The bell must outlive the wait.
    boost::asio::awaitable<void> wait(moment deadline);

    void ring();

private:
    boost::asio::any_io_executor executor_;
    std::list<boost::asio::steady_timer> waiting_ = {};  // in the order they came
};

}  // namespace muster
