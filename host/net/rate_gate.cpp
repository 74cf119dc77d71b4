#include "rate_gate.hpp"

namespace asio = boost::asio;

namespace muster {

std::string bucket_name(const web_url& url)
{
    const auto path = url.target.substr(0, url.target.find('?'));
    // Paths of the Hub: files are read under /resolve/, and its API under /api/.
    if (path.find("/resolve/") != std::string::npos || path.starts_with("/api/resolve-cache/"))
        return origin(url) + " resolvers";
    return origin(url) + (path.starts_with("/api/") ? " api" : " pages");
}

rate_gate::pass::pass(std::shared_ptr<rate_gate> one) : gate_(std::move(one))
{
    --gate_->free_places_;
}

void rate_gate::pass::send()
{
    is_sent_ = true;
    gate_->pace_.sent(std::chrono::steady_clock::now());
}

rate_gate::pass::~pass()
{
    // Moved from.
    if (!gate_)
        return;
    if (is_sent_)
        gate_->pace_.done();
    ++gate_->free_places_;
    // All waiters wake and look again; one finds the place free.
    gate_->change_.ring();
}

asio::awaitable<boost::system::result<rate_gate::pass, rate_gate::closed>>
rate_gate::enter(std::shared_ptr<rate_gate> one, moment deadline)
{
    // Waiters are not queued: a wake-up is a race that any of them may win, with the deadline as
    // the end.
    while (one->free_places_ == 0)
    {
        if (std::chrono::steady_clock::now() >= deadline)
            co_return closed();
        co_await one->change_.wait(deadline);
    }
    // The place is taken before the pace is asked, so that the bucket counts those about to send.
    pass mine(one);
    for (;;)
    {
        const auto now = std::chrono::steady_clock::now();
        const auto when = one->pace_.next_send(now);
        if (when > deadline)
        {
            closed until;
            until.wait = time_left(now, when);
            co_return until;
        }
        if (when <= now)
            break;
        // Returns early when another request ends: what it learnt may shorten or lengthen the wait.
        co_await one->change_.wait(when);
    }
    mine.send();
    co_return mine;
}

}  // namespace muster
