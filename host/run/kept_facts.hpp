#pragma once

#include "muster/listing.hpp"

#include <filesystem>
#include <map>
#include <string>

namespace muster {

/// The Hub's facts of models, by folded id, as the last good listings of all sources tell them:
/// what `update` knows without asking the sources. Listings that cannot be read tell nothing.
std::map<std::string, repository_facts> read_kept_facts(const std::filesystem::path& data);

}  // namespace muster
