#pragma once

#include <cstdlib>
#include <string_view>

namespace muster::test {

/// Whether memory limits are kept: not under sanitizers.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool is_sanitized = true;
#else
inline constexpr bool is_sanitized = false;
#endif

/// Whether sweeps are to run whole (MUSTER_TESTS_ALL=1) rather than sampled.
inline bool wants_all()
{
    const auto* const value = std::getenv("MUSTER_TESTS_ALL");
    return value && std::string_view(value) == "1";
}

}  // namespace muster::test
