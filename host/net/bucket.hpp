#pragma once

#include "base/moment.hpp"
#include "net/http/rate_limit.hpp"

#include <chrono>
#include <cstdint>
#include <optional>

namespace muster {

/// Services round their reset time down, so that one more second is waited (as huggingface_hub
/// does).
inline constexpr auto reset_margin = std::chrono::seconds(1);

/// Between two requests after a first 429, and at most after many.
inline constexpr auto first_spacing = std::chrono::milliseconds(100);
inline constexpr auto widest_spacing = std::chrono::milliseconds(2000);

/// Decides when the next request of one rate limit may go. Pure: the caller passes the time.
///
/// Three rules: none while the announced number is spent, until the window ends; none before the
/// time that a Retry-After gave; and after a 429 requests are spaced out, closer again with each
/// success, so that those which waited together do not leave together.
class bucket
{
public:
    /// The earliest time for the next request: `now` or later.
    moment next_send(moment now) noexcept;

    /// Counts a request as under way until done().
    void sent(moment now) noexcept;
    void done() noexcept;

    /// Takes the status and the rate limit headers of any response, redirects and refusals too.
    void learn(unsigned status, const rate_limit& told, moment now) noexcept;

    /// No request goes before `when` (Retry-After).
    void hold_until(moment when) noexcept;

private:
    void learn_window(const rate_limit& told, moment now) noexcept;
    void adapt_spacing(unsigned status) noexcept;

    std::optional<std::uint64_t> left_ = {};  // of the present window, as last announced
    std::optional<std::uint64_t> quota_ = {};
    moment window_end_ = {};
    std::uint64_t in_flight_ = 0;
    std::chrono::milliseconds spacing_ = {};
    moment last_sent_ = {};
    moment held_until_ = {};
};

}  // namespace muster
