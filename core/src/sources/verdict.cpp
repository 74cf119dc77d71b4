#include "verdict.hpp"

#include <algorithm>
#include <array>

namespace muster {

namespace {

constexpr std::array by_gravity = {
    verdict::ok,
    verdict::disabled,
    verdict::old,
    verdict::partial,
    verdict::shrunk,
    verdict::empty,
    verdict::failed,
    verdict::timed_out,
    verdict::crashed,
    verdict::untrusted};

}  // namespace

std::string_view to_string(verdict value) noexcept
{
    switch (value)
    {
        case verdict::ok: return "ok";
        case verdict::partial: return "partial";
        case verdict::empty: return "empty";
        case verdict::shrunk: return "shrunk";
        case verdict::old: return "old";
        case verdict::failed: return "failed";
        case verdict::crashed: return "crashed";
        case verdict::timed_out: return "timed-out";
        case verdict::untrusted: return "untrusted";
        case verdict::disabled: return "disabled";
    }
    return "";
}

verdict graver_of(verdict a, verdict b) noexcept
{
    const auto* const place_of_a = std::ranges::find(by_gravity, a);
    return std::ranges::find(by_gravity, b) > place_of_a ? b : a;
}

std::string_view to_string(usage value) noexcept
{
    switch (value)
    {
        case usage::fresh: return "fresh";
        case usage::stale: return "stale";
        case usage::none: return "none";
    }
    return "";
}

}  // namespace muster
