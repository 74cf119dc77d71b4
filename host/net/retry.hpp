#pragma once

#include "client_settings.hpp"
#include "net/http/fault.hpp"

#include <chrono>
#include <optional>

namespace muster {

/// 408, 429, and the 5xx that pass: 500, 502 to 504, Cloudflare's 520 to 524, and 529.
bool is_retried(unsigned status) noexcept;

/// Names, connections, silence and truncation pass; certificates, limits and refusals stay.
bool is_retried(fault_kind kind) noexcept;

/// Where a request stands after a try that failed in a way that may pass.
struct retry_view
{
    unsigned tries_made = 1;
    std::chrono::milliseconds time_left = {};                  ///< until its deadline
    std::optional<std::chrono::milliseconds> wait_asked = {};  ///< by the server
};

struct retry_plan
{
    enum class step
    {
        again,    ///< after `wait`
        enough,   ///< the tries are spent
        no_time,  ///< the server asks for a wait that ends after the deadline
    };
    step next = step::enough;
    std::chrono::milliseconds wait = {};
};

/// Decides about the next try. `dice` is uniform in [0, 1): full jitter, so that clients which
/// failed together do not come back together. A wait that the server asked for is never shortened.
retry_plan plan_retry(const retry_settings& settings, const retry_view& view, double dice) noexcept;

}  // namespace muster
