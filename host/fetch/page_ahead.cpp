#include "page_ahead.hpp"

namespace asio = boost::asio;

namespace muster {

asio::awaitable<void> page_ahead::work()
{
    while (true)
    {
        while (is_free() || came_)
            co_await change_.wait(moment::max());
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
    url_.clear();
    co_return page;
}

}  // namespace muster
