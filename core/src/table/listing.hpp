#pragma once

#include "model_table.hpp"

#include <string>
#include <vector>

namespace muster {

/// A row that could not be used, and why.
struct rejection
{
    std::string where = {};
    std::string why = {};

    friend bool operator==(const rejection&, const rejection&) = default;
};

/// What one source published, page after page.
struct listing
{
    std::string plugin = {};  ///< name of the plugin: what trust orders and flags call it
    std::string label = {};   ///< its provenance label
    model_table models = {};
    std::vector<rejection> rejected = {};
};

}  // namespace muster
