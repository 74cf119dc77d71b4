#pragma once

#include <string>

namespace muster {

/// The present time, "2026-11-22T16:20:00Z".
std::string utc_now();

}  // namespace muster
