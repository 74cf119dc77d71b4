#pragma once

#include "muster/failure.hpp"

#include <boost/system/result.hpp>

#include <string>
#include <utility>

namespace muster {

/// What went wrong with one try; the kinds are as fine as the decision about a retry needs.
enum class fault_kind
{
    name,       ///< the name look-up failed or took too long
    connect,    ///< no address accepted a connection
    timeout,    ///< silence, or the time of one try is over
    truncated,  ///< the connection ended within the response
    proxy,      ///< the proxy refused or failed
    tls,        ///< certificate or protocol not acceptable
    malformed,  ///< not HTTP, or a response that cannot be read
    too_large,  ///< head or body past a limit
    refused,    ///< an address, scheme or redirect that is not allowed
    no_time,    ///< the next try would be after the deadline
};

/// Why one try gave no response.
struct fault
{
    fault_kind kind = fault_kind::malformed;
    /// For the reader; without the URL, which to_failure() puts before it.
    std::string text = {};

    /// No byte of a response had arrived: the server had closed a kept connection before it saw the
    /// request, which can be sent again.
    bool before_answer = false;
};

template <class T>
using attempt = boost::system::result<T, fault>;

inline fault make_fault(fault_kind kind, std::string text)
{
    return fault{kind, std::move(text), false};
}

/// The final failure. `where` says which request, usually the URL without its query.
failure to_failure(const fault& problem, std::string where);

/// The text of a code alone, in lower case for use within a sentence: what() adds a place in
/// Boost's sources.
std::string to_text(const boost::system::error_code& code);

}  // namespace muster
