#include "async_event.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace asio = boost::asio;

namespace muster {

namespace {

using timers = std::list<asio::steady_timer>;

// Removes the timer also when the coroutine is destroyed while it waits.
class place
{
public:
    place(timers& all, timers::iterator mine) : all_(all), mine_(mine) {}
    place(const place&) = delete;
    place& operator=(const place&) = delete;
    ~place() { all_.erase(mine_); }

private:
    timers& all_;
    timers::iterator mine_;
};

}  // namespace

asio::awaitable<void> async_event::wait(moment deadline)
{
    // A list, as ring() needs each timer to stay where it is while others come and go.
    const auto mine = waiting_.emplace(waiting_.end(), executor_, deadline);
    const place kept(waiting_, mine);
    co_await mine->async_wait(asio::as_tuple(asio::use_awaitable));
}

void async_event::ring()
{
    // A cancelled wait is completed later, by the executor, so that nothing is erased during this
    // loop.
    for (auto& timer : waiting_)
        timer.cancel();
}

}  // namespace muster
