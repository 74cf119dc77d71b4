#include "bucket.hpp"

#include <algorithm>

namespace muster {

moment bucket::next_send(moment now) noexcept
{
    if (left_ && now >= window_end_)
        // Where no quota was announced the number is absent from here on, which limits nothing.
        left_ = quota_;  // a new window has begun
    auto when = std::max(now, held_until_);
    if (spacing_.count() > 0)
        when = std::max(when, last_sent_ + spacing_);
    // What is under way will be counted by the service but is not in its last number yet.
    if (left_ && *left_ <= in_flight_ && now < window_end_)
        when = std::max(when, window_end_);
    return when;
}

void bucket::sent(moment now) noexcept
{
    last_sent_ = now;
    ++in_flight_;
}

void bucket::done() noexcept
{
    if (in_flight_ > 0)
        --in_flight_;
}

void bucket::hold_until(moment when) noexcept { held_until_ = std::max(held_until_, when); }

void bucket::learn(unsigned status, const rate_limit& told, moment now) noexcept
{
    learn_window(told, now);
    adapt_spacing(status);
}

void bucket::learn_window(const rate_limit& told, moment now) noexcept
{
    // Zero is a misconfigured header: it would stop the client for ever.
    if (told.quota && *told.quota > 0)
        quota_ = told.quota;
    if (!told.left || !told.reset)
        return;
    const auto end = now + *told.reset + reset_margin;
    // Responses overtake each other: within one window the smallest number left is the latest. The
    // end of the window is known to a second or so, hence the margin.
    const bool same_window = left_ && end < window_end_ + 2 * reset_margin;
    left_ = same_window ? std::min(*left_, *told.left) : *told.left;
    window_end_ = same_window ? std::max(window_end_, end) : end;
}

void bucket::adapt_spacing(unsigned status) noexcept
{
    // Doubled at a refusal, a tenth less at a success (in the manner of TCP's congestion control);
    // gone when it is too short to matter. Errors of the server say nothing about the pace.
    if (status == 429)
        spacing_ = std::clamp(spacing_ * 2, first_spacing, widest_spacing);
    else if (status < 400)
        spacing_ = spacing_ > first_spacing / 4 ? spacing_ * 9 / 10 : std::chrono::milliseconds(0);
}

}  // namespace muster
