#include "dial.hpp"

#include "base/async_event.hpp"

#include <boost/asio/this_coro.hpp>

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

namespace asio = boost::asio;
using asio::ip::tcp;

namespace muster {

namespace {

// The attempts of one dial. The callbacks share it, since a cancelled connect calls back after
// dial() has returned.
class race : public std::enable_shared_from_this<race>
{
public:
    explicit race(const asio::any_io_executor& executor) : executor_(executor), change_(executor) {}

    void start(const tcp::endpoint& endpoint)
    {
        auto socket = std::make_shared<tcp::socket>(executor_);
        running_.push_back(socket);
        ++pending_;
        socket->async_connect(endpoint, [self = shared_from_this(), socket](auto code) {
            self->finish(*socket, code);
        });
    }

    asio::awaitable<void> wait(moment deadline) { return change_.wait(deadline); }
    bool is_won() const noexcept { return winner_.has_value(); }
    bool is_idle() const noexcept { return pending_ == 0; }
    // A request is one small write: Nagle's algorithm would only delay it.
    tcp::socket take()
    {
        boost::system::error_code ignored;
        winner_->set_option(tcp::no_delay(true), ignored);
        return std::move(*winner_);
    }
    const boost::system::error_code& last_error() const noexcept { return error_; }

    void close()
    {
        closed_ = true;
        for (const auto& socket : running_)
        {
            boost::system::error_code ignored;
            socket->close(ignored);
        }
    }

private:
    void finish(tcp::socket& socket, const boost::system::error_code& code)
    {
        --pending_;
        if (code)
            error_ = code;
        else if (!winner_ && !closed_)
            // Two may connect before dial() resumes: the first wins, the second is closed with the
            // others.
            winner_ = std::move(socket);
        change_.ring();
    }

    asio::any_io_executor executor_;
    async_event change_;
    std::vector<std::shared_ptr<tcp::socket>> running_ = {};
    std::optional<tcp::socket> winner_ = {};
    std::size_t pending_ = 0;
    boost::system::error_code error_ = {};
    bool closed_ = false;
};

// Closes the attempts that lost, also when the coroutine is destroyed while it waits.
struct closer
{
    explicit closer(race& one) : finished(one) {}
    closer(const closer&) = delete;
    closer& operator=(const closer&) = delete;
    ~closer() { finished.close(); }
    race& finished;
};

net_error no_connection(const race& lost)
{
    if (lost.last_error())
        return make_net_error(
            net_error_kind::connect, "cannot connect: " + to_text(lost.last_error())
        );
    return make_net_error(net_error_kind::connect, "cannot connect: no answer in time");
}

}  // namespace

addresses dialling_order(const addresses& found)
{
    addresses six, four, order;
    for (const auto& address : found)
        (address.is_v6() ? six : four).push_back(address);
    for (std::size_t i = 0; i < std::max(six.size(), four.size()); ++i)
    {
        if (i < six.size())
            order.push_back(six[i]);
        if (i < four.size())
            order.push_back(four[i]);
    }
    // Each costs up to a stagger: a name with hundreds would use up the time of the request.
    order.resize(std::min(order.size(), dialled_addresses_limit));
    return order;
}

asio::awaitable<net_result<tcp::socket>> dial(addresses to, std::uint16_t port, moment deadline)
{
    const auto executor = co_await asio::this_coro::executor;
    const auto attempts = std::make_shared<race>(executor);
    const closer at_the_end(*attempts);

    const auto order = dialling_order(to);
    for (auto next = order.begin(); next != order.end() && !attempts->is_won(); ++next)
    {
        attempts->start(tcp::endpoint(*next, port));
        const auto stagger_end = std::chrono::steady_clock::now() + dial_stagger;
        // Returns early when an attempt ends, so that a refused address costs no stagger.
        co_await attempts->wait(std::min(deadline, stagger_end));
        if (std::chrono::steady_clock::now() >= deadline)
            break;
    }
    // All have started: the first to succeed wins, and if all fail there is nothing left to wait
    // for.
    while (!attempts->is_won() && !attempts->is_idle() &&
           std::chrono::steady_clock::now() < deadline)
        co_await attempts->wait(deadline);
    if (!attempts->is_won())
        co_return no_connection(*attempts);
    co_return attempts->take();
}

}  // namespace muster
