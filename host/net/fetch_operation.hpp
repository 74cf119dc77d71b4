#pragma once

#include "client_state.hpp"
#include "exchange.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace muster {

/// One request from its URL to its final response: answered by the cache, or by the network over up
/// to redirect_limit redirects. Holds the client's state, so that it may outlive the client.
class fetch_operation
{
public:
    fetch_operation(std::shared_ptr<client_state> parts, web_request request);

    boost::asio::awaitable<result<web_answer>> run();

private:
    void look_into_cache();
    bool is_refused_for_credentials(const web_answer& answer) const;
    void allow_as_at_first();
    boost::asio::awaitable<net_result<web_answer>> follow();
    net_result<void> go_to(const raw_answer& redirect, address_scope reached);
    const web_answer* kept_for(const web_url& url) const noexcept;
    net_result<web_answer> finish(raw_answer&& raw);
    web_answer without_secrets(raw_answer&& raw) const;
    failure to_final(const net_error& error) const;

    std::shared_ptr<client_state> parts_;
    web_request request_;
    web_url url_ = {};  // of the present exchange
    address_policy allowed_ = {};
    std::string key_ = {};               // of the cache; empty: not for it
    std::vector<credential> sent_ = {};  // to where the request began
    std::optional<web_answer> kept_ = {};
    traffic uncounted_ = {};
};

}  // namespace muster
