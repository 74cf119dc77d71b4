#pragma once

#include "base/async_event.hpp"
#include "page_getter.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <functional>
#include <optional>
#include <string>

namespace muster {

/// Downloads one page before it is needed, while the page before it is read.
///
/// Holds at most one page, from begin() to take(). A failed download is reported by take(), and
/// means nothing if the page is never taken. Belongs to one thread.
class page_ahead
{
public:
    using get_page = std::function<boost::asio::awaitable<result<fetched_page>>(std::string url)>;

    page_ahead(boost::asio::any_io_executor executor, get_page get)
        : change_(std::move(executor)), get_(std::move(get))
    {
    }

    /// Downloads what was begun. Never returns: it runs beside the code that begins and takes, and
    /// is cancelled after it.
    boost::asio::awaitable<void> work();

    bool is_free() const noexcept { return url_.empty(); }

    /// Precondition: is_free().
    void begin(std::string url);

    bool holds(const std::string& url) const noexcept { return !is_free() && url_ == url; }

    /// Whether take() for that URL does not wait.
    bool is_here(const std::string& url) const noexcept { return holds(url) && came_; }

    /// The page that was begun, waiting for it if need be; then it is free again. Precondition:
    /// !is_free().
    boost::asio::awaitable<result<fetched_page>> take();

private:
    async_event change_;
    get_page get_;
    std::string url_ = {};  ///< of the page that is held or under way
    std::optional<result<fetched_page>> came_ = {};
};

}  // namespace muster
