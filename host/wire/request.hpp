#pragma once

#include "muster/failure.hpp"
#include "muster/plugin_abi.h"
#include "page_reading.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace muster::wire {

/// Builds the payload of a `start` frame, and the beginning of that of a `read` frame. The page's
/// body follows it as the rest of the payload, and is sent from where it is, without a copy.
std::string encode_options(const option_values& options);
std::string encode_page_head(const fetched_page& page, const option_values& options);

/// A request in the plugin's own types. Refers to the payload, which must outlive it.
struct request
{
    std::vector<muster_option> options = {};
    muster_page page = {};  ///< for `read` only

    muster_options given_options() const noexcept { return {options.data(), options.size()}; }
};

/// Both fail with crashed ("protocol-error: ...").
result<request> read_start_request(std::string_view payload);
result<request> read_page_request(std::string_view payload);

}  // namespace muster::wire
