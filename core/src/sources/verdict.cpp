#include "verdict.hpp"

namespace muster {

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
