#pragma once

#include "muster/failure.hpp"

#include <boost/system/result.hpp>

#include <string>
#include <utility>

namespace muster {

/// What went wrong with one try; the kinds are as fine as the decision about a retry needs.
enum class net_error_kind
{
    name,        ///< the name look-up failed or took too long
    connect,     ///< no address accepted a connection
    timeout,     ///< silence, or the time of one try is over
    truncated,   ///< the connection ended within the response
    proxy,       ///< the proxy refused or failed
    tls,         ///< certificate or protocol not acceptable
    malformed,   ///< not HTTP, or a response that cannot be read
    too_large,   ///< head or body past a limit
    refused,     ///< an address, scheme or redirect that is not allowed
    no_time,     ///< the next try would be after the deadline
    no_network,  ///< not tried: this run has no network, or must not use it
};

/// Why one try gave no response.
struct net_error
{
    net_error_kind kind = net_error_kind::malformed;
    /// For the reader; without the URL, which to_failure() puts before it.
    std::string text = {};

    /// No byte of a response had arrived: the server had closed a kept connection before it saw the
    /// request, which can be sent again.
    bool before_answer = false;
};

template <class T>
using net_result = boost::system::result<T, net_error>;

inline net_error make_net_error(net_error_kind kind, std::string text)
{
    return net_error{kind, std::move(text), false};
}

/// The final failure. `where` says which request, usually the URL without its query.
failure to_failure(const net_error& error, std::string where);

/// The text of a code alone, in lower case for use within a sentence: what() adds a place in
/// Boost's sources.
std::string to_text(const boost::system::error_code& code);

}  // namespace muster
