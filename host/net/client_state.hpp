#pragma once

#include "client_settings.hpp"
#include "connect.hpp"
#include "net/http/redact.hpp"
#include "pool.hpp"
#include "rate_gate.hpp"
#include "response_cache.hpp"

#include <map>
#include <memory>
#include <optional>
#include <random>
#include <set>
#include <string>

namespace muster {

/// What all requests of a client share. Belongs to one thread.
struct client_state
{
    client_state(boost::asio::any_io_executor on, client_settings with);

    std::shared_ptr<rate_gate> rate_gate_of(const web_url& url);

    /// Sends these no more: the service does not accept them.
    void drop_credentials(const std::vector<credential>& refused);

    /// Uniform in [0, 1), for the jitter of retries.
    double throw_dice();

    boost::asio::any_io_executor executor;
    client_settings settings;
    std::vector<credential> dropped = {};
    redactor secrets;  // for text of messages: hides every secret
    redactor tokens;   // for published data, which must not be changed by chance
    connector connections;
    connection_pool pool;
    std::optional<response_cache> cache = {};
    std::map<std::string, std::shared_ptr<rate_gate>> gates = {};
    std::mt19937_64 random;
    std::set<std::string> lost_names = {};  // those of proxies in place of what is behind them
    std::set<std::string> lost_hosts = {};  // of a machine without a network: not to be tried
};

}  // namespace muster
