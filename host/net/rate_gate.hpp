#pragma once

#include "base/async_event.hpp"
#include "bucket.hpp"
#include "net/http/url.hpp"

#include <map>
#include <memory>
#include <string>

namespace muster {

/// The rate limit that counts this URL, as a map key. The Hub has three: for its API, file
/// downloads ("resolvers") and pages. Other services have one; dividing theirs only makes it more
/// careful.
std::string bucket_name(const web_url& url);

/// A rate limit and a limit of requests at once: callers wait here for both. Belongs to one thread.
class rate_gate
{
public:
    rate_gate(boost::asio::any_io_executor executor, std::size_t places)
        : change_(std::move(executor)), free_places_(places)
    {
    }

    bucket& pace() noexcept { return pace_; }

    /// A place among the requests at once, held until it is destroyed.
    class pass
    {
    public:
        explicit pass(std::shared_ptr<rate_gate> one);
        pass(pass&&) = default;
        pass& operator=(pass&&) = delete;
        ~pass();

        /// Counts the request as sent; without it the pass was only held while waiting.
        void send();

    private:
        std::shared_ptr<rate_gate> gate_;
        bool is_sent_ = false;
    };

    /// How long the rate limit still makes a request wait; zero when no place became free in time.
    struct closed
    {
        std::chrono::milliseconds wait = {};
    };

    /// Waits for a place, then for the rate limit. Fails at once when the limit's wait ends after
    /// the deadline. The pass that is returned is counted as sent.
    static boost::asio::awaitable<boost::system::result<pass, closed>>
    enter(std::shared_ptr<rate_gate> one, moment deadline);

private:
    async_event change_;
    bucket pace_ = {};
    std::size_t free_places_;
};

}  // namespace muster
