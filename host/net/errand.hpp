#pragma once

#include "net/client_parts.hpp"
#include "net/exchange.hpp"
#include "net/retry.hpp"

#include <memory>
#include <optional>
#include <string>

namespace muster {

/// One request on its way: through the cache, over redirects, with retries, to its answer.
class errand
{
public:
    errand(std::shared_ptr<client_parts> parts, web_request request);

    boost::asio::awaitable<result<web_answer>> run();

private:
    boost::asio::awaitable<attempt<web_answer>> follow();
    boost::asio::awaitable<attempt<raw_answer>> ask();
    boost::asio::awaitable<attempt<raw_answer>> try_once();
    boost::asio::awaitable<attempt<raw_answer>> send(moment deadline);
    boost::asio::awaitable<attempt<raw_answer>> send_over(connection& over, moment deadline);

    attempt<raw_answer> ask_offline(const std::string& key) const;
    attempt<void> go_to(const raw_answer& redirect);
    const web_answer* kept_for_this_hop() const noexcept;
    attempt<raw_answer> settle(raw_answer&& raw, const byte_stream& stream) const;
    attempt<web_answer> finish(raw_answer&& raw);
    retry_plan plan(const attempt<raw_answer>& outcome);
    fault no_time(const attempt<raw_answer>& outcome, std::chrono::milliseconds wait) const;
    void learn(const raw_answer& answer);
    failure to_final(const fault& problem) const;

    std::shared_ptr<client_parts> parts_;
    web_request request_;
    web_url url_ = {};  // of the present hop
    permission allowed_ = {};
    reach reached_ = reach::everywhere;  // by the last exchange
    unsigned tries_made_ = 0;            // at the present hop
    std::string key_ = {};
    std::optional<web_answer> kept_ = {};
    traffic uncounted_ = {};
    traffic* account_;
};

}  // namespace muster
