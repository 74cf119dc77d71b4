#include "gate.hpp"

namespace asio = boost::asio;

namespace muster {

std::string bucket_name(const web_url& url)
{
    const auto path = url.target.substr(0, url.target.find('?'));
    if (path.find("/resolve/") != std::string::npos || path.starts_with("/api/resolve-cache/"))
        return origin(url) + " resolvers";
    return origin(url) + (path.starts_with("/api/") ? " api" : " pages");
}

gate::pass::pass(std::shared_ptr<gate> one) : gate_(std::move(one)) { --gate_->free_places_; }

void gate::pass::send()
{
    is_sent_ = true;
    gate_->pace_.sent(std::chrono::steady_clock::now());
}

gate::pass::~pass()
{
    if (!gate_)
        return;
    if (is_sent_)
        gate_->pace_.done();
    ++gate_->free_places_;
    gate_->change_.ring();
}

asio::awaitable<boost::system::result<gate::pass, gate::closed>>
gate::enter(std::shared_ptr<gate> one, moment deadline)
{
    while (one->free_places_ == 0)
    {
        if (std::chrono::steady_clock::now() >= deadline)
            co_return closed();
        co_await one->change_.wait(deadline);
    }
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
        co_await one->change_.wait(when);
    }
    mine.send();
    co_return mine;
}

}  // namespace muster
