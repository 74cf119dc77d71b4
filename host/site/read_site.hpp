#pragma once

#include "muster/failure.hpp"
#include "site.hpp"

#include <filesystem>

namespace muster {

/// What a data directory publishes. models.json must be there; a file that is not there is not
/// published. Fails as reading these files does.
result<site_material> read_site(const std::filesystem::path& data);

}  // namespace muster
