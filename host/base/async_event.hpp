#pragma once

#include "moment.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>

#include <list>

namespace muster {

/// An event: wakes all coroutines that wait for something to change. It has no memory, so that a
/// waiter checks its condition before and after. Belongs to one thread.
class async_event
{
public:
    explicit async_event(boost::asio::any_io_executor executor) : executor_(std::move(executor)) {}
    async_event(const async_event&) = delete;
    async_event& operator=(const async_event&) = delete;

    /// Returns at the next ring(), or at the deadline. Must outlive the wait.
    boost::asio::awaitable<void> wait(moment deadline);

    void ring();

private:
    boost::asio::any_io_executor executor_;
    std::list<boost::asio::steady_timer> waiting_ = {};  // woken in the order of arrival
};

}  // namespace muster
