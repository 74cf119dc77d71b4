#include "moment.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>

namespace asio = boost::asio;

namespace muster {

std::chrono::milliseconds time_left(moment now, moment deadline) noexcept
{
    using std::chrono::milliseconds;
    // Rounded down, so that a wait of this length never passes the deadline.
    return std::max(milliseconds(0), std::chrono::duration_cast<milliseconds>(deadline - now));
}

asio::awaitable<void> sleep_until(moment when)
{
    const auto executor = co_await asio::this_coro::executor;
    asio::steady_timer timer(executor, when);
    co_await timer.async_wait(asio::use_awaitable);
}

}  // namespace muster
