#pragma once

#include "sanitized.hpp"

#include <cstdlib>
#include <string_view>

namespace muster::test {

/// Whether sweeps are to run whole (MUSTER_TESTS_ALL=1) rather than sampled.
inline bool wants_all()
{
    const auto* const value = std::getenv("MUSTER_TESTS_ALL");
    return value && std::string_view(value) == "1";
}

}  // namespace muster::test
