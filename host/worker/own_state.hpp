#pragma once

#include <string>

namespace muster {

/// What of a process only the process itself can see, and what a pure plugin does not change.
struct own_state
{
    std::string locale = {};
    int rounding = 0;
    std::string environment = {};
};

own_state look_at_oneself();

/// What a plugin changed since then ("the locale"); empty when nothing.
std::string changed_since(const own_state& before);

}  // namespace muster
