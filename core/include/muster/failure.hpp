#pragma once

#include <boost/system/error_code.hpp>
#include <boost/system/result.hpp>

#include <string>
#include <type_traits>

namespace muster {

/// What can be wrong with data that came from outside.
enum class errc
{
    not_json = 1,  ///< not JSON at all, or JSON past a limit (nesting, size)
    wrong_shape,   ///< JSON, but not what is published or written in this place
    bad_value,     ///< the right type, with a value that cannot be
    bad_id,        ///< not a model id (see identity.hpp)
    unavailable,   ///< the place did not give an answer that can be used
    too_large,     ///< past a named limit
    refused,       ///< understood, and not allowed
    untrusted,     ///< a plugin that somebody else could have changed
    crashed,       ///< a plugin ended its worker, or broke the protocol
    timed_out,     ///< a deadline passed
};

const boost::system::error_category& muster_category() noexcept;

inline boost::system::error_code make_error_code(errc value) noexcept
{
    return {static_cast<int>(value), muster_category()};
}

/// An expected failure: its code, for the program; and where it is and what is wrong there, for
/// the reader ("staging_candidates.json: [17].tags is not a list").
struct failure
{
    boost::system::error_code code = {};
    std::string where = {};
};

/// Returned by everything that can fail on outside data. Bugs throw instead.
template <class T>
using result = boost::system::result<T, failure>;

}  // namespace muster

template <>
struct boost::system::is_error_code_enum<muster::errc> : std::true_type
{
};
