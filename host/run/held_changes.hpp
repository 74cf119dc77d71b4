#pragma once

#include "muster/decisions.hpp"

#include <boost/json/array.hpp>

#include <filesystem>
#include <map>
#include <string>

namespace muster {

/// The changes that the last run held, by folded id, with the sizes that it kept out: what a person
/// accepts. Nothing when there is no report, or it cannot be read.
std::map<std::string, accepted_size> read_held_changes(const std::filesystem::path& data);

/// The same as the report lists them: what a run that makes no models.json passes on.
boost::json::array read_held_rows(const std::filesystem::path& data);

}  // namespace muster
