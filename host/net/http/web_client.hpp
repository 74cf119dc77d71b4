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

/// What a source or a step spent on the network, for progress lines and the run report.
struct traffic
{
    std::uint64_t requests = 0;  ///< sent, retries and redirect hops included
    std::uint64_t retries = 0;
    std::uint64_t bytes = 0;  ///< of bodies, as they came (compressed when they were)
};

/// First and last byte wanted, both included.
struct byte_range
{
    std::uint64_t first = 0;
    std::uint64_t last = 0;
};

/// Room for a listing with everything in it; the largest page recorded has 9 MB.
inline constexpr std::uint64_t default_body_bytes_limit = 64ULL << 20;

/// One GET.
struct web_request
{
    std::string url = {};
    std::optional<byte_range> range = {};

    /// No try starts or goes on after this; waits that would pass it are not begun. Left unset,
    /// the client's own limit holds.
    std::chrono::steady_clock::time_point deadline = {};

    /// The body, decoded, may have this many bytes at most.
    std::uint64_t body_bytes_limit = default_body_bytes_limit;

    /// Private and loopback addresses, and plain http to loopback, are for what a user named.
    bool may_be_private = false;

    /// For whom: a source. What another one was given is not sent.
    std::string asker = {};

    /// Where to count; must outlive the call. Null: not counted.
    traffic* account = nullptr;
};

/// A whole answer, of any status, after redirects.
struct web_answer
{
    unsigned status = 0;
    std::string url = {};   ///< that answered, after redirects
    std::string body = {};  ///< decoded
    std::vector<std::pair<std::string, std::string>> headers = {};  ///< names in lower case

    /// The first header of that (lower-case) name; empty when there is none.
    std::string_view header(std::string_view name) const noexcept;
};

/// The URL of the next page by the answer's Link headers, absolute when it can be made so; else as
/// it stands there, so that a list with more to come is never taken for a whole one. None on the
/// last page.
std::optional<std::string> next_link(const web_answer& answer);

/// The network, as the steps of a run see it. Tests give it a table of answers.
class web_client
{
public:
    virtual ~web_client() = default;

    /// Redirects, retries, pacing, credentials, limits and the cache are spent in here: a failure
    /// that comes out is final, and its `where` is a sentence for the reader. An answer that says
    /// no (404, a 500 that outlived its retries) is an answer.
    virtual boost::asio::awaitable<result<web_answer>> get(web_request request) = 0;

    /// Takes what the client knows as secret out of any other text: a body that is shown, a
    /// plugin's words.
    virtual std::string redacted(std::string_view text) const { return std::string(text); }
};

}  // namespace muster
