#pragma once

#include "base/bell.hpp"
#include "page_getter.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <functional>
#include <optional>
#include <string>

namespace muster {

/// Gets one page before it is asked for, while something else is done with the page before it.
///
/// Holds one page at most: what was begun is held until it is taken. A failure is what was got
/// then, and counts for nothing unless it is taken. Belongs to one thread.
class page_ahead
{
public:
    using get_page = std::function<boost::asio::awaitable<result<fetched_page>>(std::string url)>;

    page_ahead(boost::asio::any_io_executor executor, get_page get)
        : change_(std::move(executor)), get_(std::move(get))
    {
    }

    /// Gets what is begun. Never ends by itself: it is to run beside what begins and takes, and to
    /// be cancelled when that has ended.
    boost::asio::awaitable<void> work();

    bool is_free() const noexcept { return url_.empty(); }

    /// Only when it is free.
    void begin(std::string url);

    bool holds(const std::string& url) const noexcept { return !is_free() && url_ == url; }

    /// Whether take() for that URL does not wait.
    bool is_here(const std::string& url) const noexcept { return holds(url) && came_; }

    /// Waits for what was begun, and is free again.
    boost::asio::awaitable<result<fetched_page>> take();

private:
    bell change_;
    get_page get_;
    std::string url_ = {};  ///< of the page that is held or under way
    std::optional<result<fetched_page>> came_ = {};
};

}  // namespace muster
