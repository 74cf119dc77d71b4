#pragma once

#include "muster/candidate.hpp"
#include "muster/catalog.hpp"
#include "muster/failure.hpp"
#include "muster/size/evidence.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace muster {

inline constexpr std::string_view evidence_file_name = "evidence.json";

/// The files of a data directory that a run reads. All of them are read before anything is asked
/// or written: one that is damaged changes nothing.
struct own_files
{
    std::vector<catalog_entry> catalog = {};
    std::map<std::string, evidence> known = {};  ///< by folded id
};

/// A missing file is an empty one. Fails when one cannot be read; `where` names it and its place.
result<own_files> read_own_files(const std::filesystem::path& data);

/// The staging file. It must be there.
result<std::vector<candidate>> read_staging_file(const std::filesystem::path& data);

}  // namespace muster
