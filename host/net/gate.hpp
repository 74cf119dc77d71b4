#pragma once

#include "base/bell.hpp"
#include "bucket.hpp"
#include "net/http/url.hpp"

#include <map>
#include <memory>
#include <string>

namespace muster {

/// Which of a service's buckets counts this URL. The Hub's three: its API, file downloads, and
/// pages; for other services the division does no harm.
std::string bucket_name(const web_url& url);

/// One bucket and the places in front of it. Belongs to one thread.
class gate
{
public:
    gate(boost::asio::any_io_executor executor, std::size_t places)
        : change_(std::move(executor)), free_places_(places)
    {
    }

    bucket& pace() noexcept { return pace_; }

    /// Holds a place until it is destroyed.
    class pass
    {
    public:
        explicit pass(std::shared_ptr<gate> one);
        pass(pass&&) = default;
        pass& operator=(pass&&) = delete;
        ~pass();

        void send();

    private:
        std::shared_ptr<gate> gate_;
        bool is_sent_ = false;
    };

    /// How long the bucket still makes a request wait, when that is past the deadline.
    struct closed
    {
        std::chrono::milliseconds wait = {};
    };

    /// Waits for a place and for the bucket. Gives up at once when the bucket's wait ends after
    /// the deadline. What is let through is counted as sent.
    static boost::asio::awaitable<boost::system::result<pass, closed>>
    enter(std::shared_ptr<gate> one, moment deadline);

private:
    bell change_;
    bucket pace_ = {};
    std::size_t free_places_;
};

}  // namespace muster
