#include "retry.hpp"

#include <algorithm>

namespace muster {

using std::chrono::milliseconds;

bool is_retried(unsigned status) noexcept
{
    switch (status)
    {
        case 408:
        case 429:
        case 500:
        case 502:
        case 503:
        case 504:
        case 529: return true;
        default: return status >= 520 && status <= 524;
    }
}

bool is_retried(net_error_kind kind) noexcept
{
    return kind == net_error_kind::name || kind == net_error_kind::connect ||
           kind == net_error_kind::timeout || kind == net_error_kind::truncated;
}

/// A random part of a time; dice in [0, 1).
static milliseconds share(milliseconds whole, double dice) noexcept
{
    return milliseconds(static_cast<milliseconds::rep>(static_cast<double>(whole.count()) * dice));
}

static milliseconds backoff(const retry_settings& settings, unsigned tries_made) noexcept
{
    // Keeps the shift defined for any number of tries.
    constexpr unsigned doublings_limit = 20;
    const auto doublings = std::min(std::max(tries_made, 1U) - 1, doublings_limit);
    const milliseconds grown = settings.first_backoff * (1LL << doublings);
    return std::min(settings.longest_backoff, grown);
}

retry_plan plan_retry(const retry_settings& settings, const retry_view& view, double dice) noexcept
{
    using enum retry_plan::step;
    if (view.tries_made >= settings.tries)
        return {enough, {}};
    // The server's wait is a lower bound; the jitter on top spreads those that were given the same
    // one.
    const auto pause = view.wait_asked ? *view.wait_asked + share(settings.first_backoff, dice)
                                       : share(backoff(settings, view.tries_made), dice);
    if (pause < view.time_left)
        return {again, pause};
    // Only a wait that the server named is worth a message of its own.
    return {view.wait_asked ? no_time : enough, pause};
}

}  // namespace muster
