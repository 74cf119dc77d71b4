#pragma once

#include "muster/failure.hpp"

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace muster {

/// What a source or a step used of the network, for progress lines and the run report.
struct traffic
{
    std::uint64_t requests = 0;  ///< sent, with retries and redirects
    std::uint64_t retries = 0;
    std::uint64_t bytes = 0;  ///< received, before decompression
};

/// First and last byte, both included, counted from 0.
struct byte_range
{
    std::uint64_t first = 0;
    std::uint64_t last = 0;
};

/// The default limit of a decoded body. The largest page seen has 9 MB.
inline constexpr std::uint64_t default_body_bytes_limit = 64ULL << 20;

/// One GET request.
struct web_request
{
    std::string url = {};
    std::optional<byte_range> range = {};

    /// No try starts or continues after this, and no wait begins that would pass it. Unset: the
    /// client's own limit (time_limits::request) holds.
    std::chrono::steady_clock::time_point deadline = {};

    /// Fails with too_large when the decoded body has more bytes.
    std::uint64_t body_bytes_limit = default_body_bytes_limit;

    /// Allows private and loopback addresses, and plain http to loopback. Only for URLs that a user
    /// named.
    bool may_be_private = false;

    /// The source that asks, by name: only its credentials and those of everybody are sent.
    std::string client_id = {};

    /// Counters that grow while the request runs; must outlive the call. Null: not counted.
    traffic* account = nullptr;
};

/// A complete response, of any status, after redirects.
struct web_answer
{
    unsigned status = 0;
    std::string url = {};   ///< that responded, after redirects
    std::string body = {};  ///< decoded
    std::vector<std::pair<std::string, std::string>> headers = {};  ///< names in lower case

    /// The first header of that (lower-case) name; empty when there is none.
    std::string_view header(std::string_view name) const noexcept;
};

/// The URL of the next page by the response's Link headers: absolute when it can be resolved, else
/// as written, so that a listing with more pages never passes for a complete one. Nothing on the
/// last page.
std::optional<std::string> next_link(const web_answer& answer);

/// The network as the steps of a run see it. Tests give it a table of responses.
class web_client
{
public:
    virtual ~web_client() = default;

    /// Redirects, retries, pacing, credentials, limits and the cache are handled inside: a failure
    /// is final, and its `where` is a sentence for the reader. A refusal (404, a 500 after all
    /// retries) is a response, not a failure.
    virtual boost::asio::awaitable<result<web_answer>> get(web_request request) = 0;

    /// Whether the names of all these places fail to be found, and fail at once: then this machine
    /// has no network, and requests to them fail from now on without being tried. Takes a second at
    /// most. False for no places.
    virtual boost::asio::awaitable<bool> lacks_network(std::vector<std::string> urls)
    {
        (void)urls;
        co_return false;
    }

    /// A sentence for each credential that a service did not accept; it is not sent any more.
    virtual std::vector<std::string> refused_credentials() const { return {}; }

    /// Removes from any other text what the client knows to be secret: a body that is shown, a
    /// message of a plugin.
    virtual std::string redacted(std::string_view text) const { return std::string(text); }
};

}  // namespace muster
