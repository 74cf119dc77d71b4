#include "page_ahead.hpp"

namespace asio = boost::asio;

namespace muster {

asio::awaitable<void> page_ahead::work()
{
    while (true)
    {
        // The event has no memory: the condition is checked after every wake-up.
        while (is_free() || came_)
            co_await change_.wait(moment::max());
        // begin() is forbidden until take(), so that url_ stays as it is during the download.
        auto page = co_await get_(url_);
        came_.emplace(std::move(page));
        change_.ring();
    }
}

void page_ahead::begin(std::string url)
{
    url_ = std::move(url);
    change_.ring();
}

asio::awaitable<result<fetched_page>> page_ahead::take()
{
    while (!came_)
        co_await change_.wait(moment::max());
    auto page = *std::move(came_);
    came_.reset();
    // From here on begin() is allowed again.
    url_.clear();
    co_return page;
}

}  // namespace muster
