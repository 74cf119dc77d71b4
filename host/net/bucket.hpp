#pragma once

#include "base/moment.hpp"
#include "net/http/rate_limit.hpp"

#include <chrono>
#include <cstdint>
#include <optional>

namespace muster {

/// Services round their reset time down: one more second is waited (huggingface_hub does too).
inline constexpr auto reset_margin = std::chrono::seconds(1);

inline constexpr auto first_spacing = std::chrono::milliseconds(100);
inline constexpr auto widest_spacing = std::chrono::milliseconds(2000);

/// Paces the requests that one service counts together. Knows no clock: it is told the time.
///
/// Sends nothing more when the announced number is spent, until the window ends; nothing before
/// a time the service asked for; and spaces requests out after a 429, closer again with each
/// success, so that those which waited together do not storm it together.
class bucket
{
public:
    /// When the next request may go: `now` or later.
    moment next_send(moment now) noexcept;

    /// One is on its way, until done() is called for it.
    void sent(moment now) noexcept;
    void done() noexcept;

    /// What an answer says; redirects and refusals say it too.
    void learn(unsigned status, const rate_limit& told, moment now) noexcept;

    /// The service asked for silence.
    void hold_until(moment when) noexcept;

private:
    void learn_window(const rate_limit& told, moment now) noexcept;
    void adapt_spacing(unsigned status) noexcept;

    std::optional<std::uint64_t> left_ = {};  // as last told, of the present window
    std::optional<std::uint64_t> quota_ = {};
    moment window_end_ = {};
    std::uint64_t in_flight_ = 0;
    std::chrono::milliseconds spacing_ = {};
    moment last_sent_ = {};
    moment held_until_ = {};
};

}  // namespace muster
