#pragma once

#include <boost/asio/ip/address.hpp>
#include <boost/system/result.hpp>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace muster {

/// A request header for one origin and no other, sent only when its owner asks.
struct credential
{
    std::string origin = {};  ///< as origin() writes it: "https://huggingface.co"
    std::string header = {};  ///< "Authorization"
    std::string value = {};   ///< "Bearer hf_..."; empty: not sent
    std::string owner = {};   ///< a web_request::client_id; empty: everybody
    std::string source = {};  ///< where it came from, for messages: "HF_TOKEN", a file
};

struct time_limits
{
    std::chrono::milliseconds request = std::chrono::seconds(120);  ///< when the caller sets none
    std::chrono::milliseconds one_try = std::chrono::seconds(60);   ///< connecting to last byte
    std::chrono::milliseconds silence = std::chrono::seconds(30);   ///< between two bytes
    std::chrono::milliseconds name = std::chrono::seconds(8);
    std::chrono::milliseconds connect = std::chrono::seconds(10);  ///< all addresses together
    std::chrono::milliseconds handshake = std::chrono::seconds(10);
    std::chrono::milliseconds idle =
        std::chrono::seconds(20);  ///< how long a connection may be idle
};

struct retry_settings
{
    unsigned tries = 5;  ///< the first included
    std::chrono::milliseconds first_backoff = std::chrono::milliseconds(500);
    std::chrono::milliseconds longest_backoff = std::chrono::seconds(20);
};

using addresses = std::vector<boost::asio::ip::address>;

/// Looks a name up, for as long as it takes. Called on threads of the resolver, several at once.
using name_lookup = std::function<boost::system::result<addresses>(const std::string& host)>;

/// The system's name service (getaddrinfo). Blocks; thread-safe.
boost::system::result<addresses> system_lookup(const std::string& host);

/// How the client behaves. The defaults are for use; tests shorten the times.
struct client_settings
{
    std::string user_agent = "muster";
    std::vector<credential> credentials = {};

    /// More words that must never leave the client as text; the credentials are always among them.
    std::vector<std::string> secret_words = {};

    std::filesystem::path cache_directory = {};  ///< empty: no response cache
    std::uint64_t cache_bytes_limit = 256ULL << 20;
    bool offline = false;  ///< answer from the cache alone

    /// Http without TLS to any machine that a user named, and not to this one alone.
    bool allow_http = false;

    std::string proxy = {};         ///< "http://user:password@host:port"; empty: none
    std::string proxy_source = {};  ///< the variable it came from, for messages; may be empty
    std::string no_proxy = {};  ///< hosts, ".domains", addresses and networks, by commas; or "*"

    time_limits times = {};
    retry_settings retries = {};
    std::size_t requests_at_once = 8;  ///< under one rate limit, see rate_gate
    name_lookup look_up = system_lookup;
};

/// Takes HTTPS_PROXY, ALL_PROXY and NO_PROXY, in capitals or not, from the environment.
void read_proxy_environment(client_settings& settings);

}  // namespace muster
