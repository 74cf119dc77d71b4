#pragma once

#include "client_state.hpp"
#include "exchange.hpp"
#include "retry.hpp"

namespace muster {

/// One URL on a request's way (redirects make several): tried until there is a response that is not
/// worth a retry, or the tries or the time are spent. Does not follow redirects.
class http_exchange
{
public:
    /// All must outlive the exchange. Precondition: the request has its deadline and its account.
    http_exchange(client_state& parts, const web_request& request, const web_url& url)
        : parts_(parts), request_(request), url_(url)
    {
    }

    /// Which addresses this exchange may connect to; by default public ones.
    void permit(address_policy allowed) noexcept { allowed_ = allowed; }

    /// Makes the request conditional on this cached response; null: unconditional.
    void condition_on(const web_answer* kept) noexcept { kept_ = kept; }

    /// A response of any status, its body checked and decoded (see content.hpp), or the last
    /// failure.
    boost::asio::awaitable<net_result<raw_answer>> ask();

    /// Scope of the address that responded.
    address_scope reached() const noexcept { return reached_; }

private:
    boost::asio::awaitable<net_result<raw_answer>> try_once();
    boost::asio::awaitable<net_result<raw_answer>> send(moment deadline);
    boost::asio::awaitable<net_result<raw_answer>> send_over(connection& over, moment deadline);
    net_result<raw_answer> finish_response(raw_answer&& raw, const byte_stream& stream) const;
    void learn(const raw_answer& answer);
    retry_plan plan(const net_result<raw_answer>& outcome);
    net_result<raw_answer> last(net_result<raw_answer>&& outcome) const;
    net_error no_time(const raw_answer& answer, std::chrono::milliseconds wait) const;

    client_state& parts_;
    const web_request& request_;
    const web_url& url_;
    address_policy allowed_ = {};
    const web_answer* kept_ = nullptr;
    address_scope reached_ = address_scope::everywhere;
    unsigned tries_made_ = 0;
};

}  // namespace muster
