#pragma once

#include "catalog/hold.hpp"
#include "files/pending_files.hpp"
#include "muster/failure.hpp"

#include <boost/json/array.hpp>

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// The changes that wait for a person, beside the models.json that is without them: whoever has the
/// one, by git say, can accept the other.
inline constexpr std::string_view held_changes_file_name = "held_changes.json";

/// As listed: model_id, reason, size and the command that accepts it. Without the file, what the
/// last run's report lists. Fails when the file is damaged.
result<boost::json::array> read_held_rows(const std::filesystem::path& data);

/// The sizes of listed changes by folded id: what a person accepts.
std::map<std::string, accepted_size> sizes_of_held(const boost::json::array& rows);

/// Adds the file, unless nothing is held and there is none.
void add_held_changes(
    pending_files& files, const std::filesystem::path& data, const std::vector<held_change>& held
);

}  // namespace muster
