#pragma once

#include <cstdio>
#include <cstdlib>

namespace muster::fuzz {

/// Ends the process, which the fuzzer takes for a finding, when something that always holds does
/// not.
inline void expect(bool holds, const char* what)
{
    if (holds)
        return;
    std::fprintf(stderr, "does not hold: %s\n", what);
    std::abort();
}

}  // namespace muster::fuzz
