#pragma once

#include "client_settings.hpp"
#include "net/http/net_error.hpp"

#include <chrono>
#include <optional>

namespace muster {

/// Statuses that may pass: 408, 429, 500, 502 to 504, Cloudflare's 520 to 524, and 529
/// (overloaded).
bool is_retried(unsigned status) noexcept;

/// Look-ups, connections, silence and truncation may pass; certificates, limits and refusals do
/// not.
bool is_retried(net_error_kind kind) noexcept;

/// What the decision about a retry depends on.
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

/// Decides about the next try. `dice` is uniform in [0, 1): the wait is a random part of the
/// backoff ("full jitter"), so that clients which failed together do not return together. A wait
/// that the server asks for is never shortened. Pure.
retry_plan plan_retry(const retry_settings& settings, const retry_view& view, double dice) noexcept;

}  // namespace muster
