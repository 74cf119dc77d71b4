#pragma once

#include <string>
#include <vector>

namespace muster::test {

/// A file that is not to be used, and the reason that is given for it.
struct bad_file
{
    const char* name;
    const char* fixture;
    std::string bytes;  ///< of a file that is no fixture
    std::string reason;
    bool is_not_for_sanitizers = false;
};

/// Every kind of file that is refused, or does not survive being loaded.
const std::vector<bad_file>& bad_files();

}  // namespace muster::test
