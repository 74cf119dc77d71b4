#pragma once

#include "muster/failure.hpp"
#include "muster/plugin_abi.h"
#include "page_reading.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace muster::wire {

/// The payload of a `start` frame, and what stands before the page's body in that of a `read`
/// frame: the body itself is the rest, so that nobody has to copy it.
std::string encode_options(const option_values& options);
std::string encode_page_head(const fetched_page& page, const option_values& options);

/// A question as a plugin gets it. Refers to the payload it was read from.
struct question
{
    std::vector<muster_option> options = {};
    muster_page page = {};  ///< of `read` only

    muster_options given_options() const noexcept { return {options.data(), options.size()}; }
};

/// Fail with crashed ("protocol-error: …").
result<question> read_start_question(std::string_view payload);
result<question> read_page_question(std::string_view payload);

}  // namespace muster::wire
