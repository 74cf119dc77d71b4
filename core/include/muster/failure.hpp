#pragma once

#include <boost/system/error_code.hpp>
#include <boost/system/result.hpp>

#include <string>
#include <type_traits>

namespace muster {

/// The kinds of failure of data that comes from outside. Values cross between worker and host, so
/// that new ones go to the end.
enum class errc
{
    not_json = 1,  ///< not JSON at all, or JSON past a limit (nesting, size)
    wrong_shape,   ///< JSON, but not the document expected here
    bad_value,     ///< the right type, but not a valid value
    bad_id,        ///< not a model id: "owner/name" over [A-Za-z0-9._-]
    unavailable,   ///< no usable response: network, file or service failed
    too_large,     ///< past a named limit
    refused,       ///< understood, and not allowed
    untrusted,     ///< a plugin or secret that others could have changed or read
    crashed,       ///< a plugin's worker ended, or broke the protocol
    timed_out,     ///< a deadline passed
    no_network,    ///< not asked for: this run has no network, or must not use it
};

/// Equal by value in host and plugins, which hold a copy each.
const boost::system::error_category& muster_category() noexcept;

inline boost::system::error_code make_error_code(errc value) noexcept
{
    return {static_cast<int>(value), muster_category()};
}

/// An expected failure: a code for the program, and for the reader a place and what is wrong there
/// ("staging_candidates.json: [17].tags is not a list").
struct failure
{
    boost::system::error_code code = {};
    std::string where = {};
};

/// The return type of everything that can fail on outside data. Bugs throw instead.
template <class T>
using result = boost::system::result<T, failure>;

}  // namespace muster

template <>
struct boost::system::is_error_code_enum<muster::errc> : std::true_type
{
};
