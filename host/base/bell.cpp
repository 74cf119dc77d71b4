#include "bell.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace asio = boost::asio;

namespace muster {

namespace {

using timers = std::list<asio::steady_timer>;

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

asio::awaitable<void> bell::wait(moment deadline)
{
    const auto mine = waiting_.emplace(waiting_.end(), executor_, deadline);
    const place kept(waiting_, mine);
    co_await mine->async_wait(asio::as_tuple(asio::use_awaitable));
}

void bell::ring()
{
    for (auto& timer : waiting_)
        timer.cancel();
}

}  // namespace muster
