#pragma once

#include "muster/failure.hpp"

#include <boost/system/result.hpp>

#include <string>
#include <utility>

namespace muster {

/// What can go wrong with one try, as far as what to do next depends on it.
enum class fault_kind
{
    name,       ///< the look-up failed or took too long
    connect,    ///< no address could be reached
    timeout,    ///< silence, or past the time of a try
    truncated,  ///< the connection ended before the answer did
    proxy,      ///< the proxy did not let us through
    tls,        ///< the certificate or the protocol is not acceptable
    malformed,  ///< not HTTP, or an answer we cannot read
    too_large,  ///< past a limit
    refused,    ///< understood, and not allowed
    no_time,    ///< a wait was asked for that ends after the deadline
};

/// One try that did not give an answer, with a sentence for the reader.
struct fault
{
    fault_kind kind = fault_kind::malformed;
    std::string text = {};

    /// Nothing of an answer had come, so a kept connection may simply have been closed before.
    bool before_answer = false;
};

template <class T>
using attempt = boost::system::result<T, fault>;

inline fault make_fault(fault_kind kind, std::string text)
{
    return fault{kind, std::move(text), false};
}

/// The failure a fault becomes when nothing more is tried.
failure to_failure(const fault& problem, std::string where);

/// The text of a code alone: what() adds a place in Boost's sources.
std::string to_text(const boost::system::error_code& code);

}  // namespace muster
