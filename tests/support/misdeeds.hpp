#pragma once

#include "muster/failure.hpp"

#include <optional>
#include <string>
#include <vector>

namespace muster::test {

/// What a plugin does when it reads a page, and what is said of it.
struct misdeed
{
    const char* name;
    std::string page;
    std::optional<errc> code;  ///< none: the reading is good
    std::string reason;
    bool is_not_for_sanitizers = false;  ///< needs the memory limit, or every descriptor
};

/// Everything that the fixture misdeeds can do to the process it is in, but for what takes two
/// questions to see.
const std::vector<misdeed>& misdeeds();

}  // namespace muster::test
