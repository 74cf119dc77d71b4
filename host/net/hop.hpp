#pragma once

#include "client_parts.hpp"
#include "exchange.hpp"
#include "retry.hpp"

namespace muster {

/// One URL of a request's way, asked until it gives an answer worth having or the tries are
/// spent. Does not follow redirects.
class hop
{
public:
    /// All must outlive the hop; the request has its deadline and its account.
    hop(client_parts& parts, const web_request& request, const web_url& url)
        : parts_(parts), request_(request), url_(url)
    {
    }

    void permit(permission allowed) noexcept { allowed_ = allowed; }

    /// Asks whether this earlier answer still holds; null: asks for the page itself.
    void condition_on(const web_answer* kept) noexcept { kept_ = kept; }

    /// An answer of any status, its body settled (see content.hpp); or why there is none.
    boost::asio::awaitable<attempt<raw_answer>> ask();

    /// What kind of address answered.
    reach reached() const noexcept { return reached_; }

private:
    boost::asio::awaitable<attempt<raw_answer>> try_once();
    boost::asio::awaitable<attempt<raw_answer>> send(moment deadline);
    boost::asio::awaitable<attempt<raw_answer>> send_over(connection& over, moment deadline);
    attempt<raw_answer> settle(raw_answer&& raw, const byte_stream& stream) const;
    void learn(const raw_answer& answer);
    retry_plan plan(const attempt<raw_answer>& outcome);
    attempt<raw_answer> last(attempt<raw_answer>&& outcome) const;
    fault no_time(const raw_answer& answer, std::chrono::milliseconds wait) const;

    client_parts& parts_;
    const web_request& request_;
    const web_url& url_;
    permission allowed_ = {};
    const web_answer* kept_ = nullptr;
    reach reached_ = reach::everywhere;
    unsigned tries_made_ = 0;
};

}  // namespace muster
