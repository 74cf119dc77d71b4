#pragma once

#include "client_parts.hpp"
#include "exchange.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace muster {

/// One request from its URL to its final response: answered by the cache, or by the network over up
/// to redirect_limit redirects. Holds the client's state, so that it may outlive the client.
class errand
{
public:
    errand(std::shared_ptr<client_parts> parts, web_request request);

    boost::asio::awaitable<result<web_answer>> run();

private:
    void look_into_cache();
    bool is_refused_for_credentials(const web_answer& answer) const;
    void allow_as_at_first();
    boost::asio::awaitable<attempt<web_answer>> follow();
    attempt<void> go_to(const raw_answer& redirect, reach reached);
    const web_answer* kept_for(const web_url& url) const noexcept;
    attempt<web_answer> finish(raw_answer&& raw);
    web_answer without_secrets(raw_answer&& raw) const;
    failure to_final(const fault& problem) const;

    std::shared_ptr<client_parts> parts_;
    web_request request_;
    web_url url_ = {};  // of the present hop
    permission allowed_ = {};
    std::string key_ = {};               // of the cache; empty: not for it
    std::vector<credential> sent_ = {};  // to where the request began
    std::optional<web_answer> kept_ = {};
    traffic uncounted_ = {};
};

}  // namespace muster
