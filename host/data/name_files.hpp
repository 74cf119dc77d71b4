#pragma once

#include "builds/build.hpp"
#include "data_files.hpp"
#include "known_models.hpp"
#include "names/known_name.hpp"
#include "names/name_book.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace muster {

/// What a data directory knows of names and builds.
struct name_files
{
    std::vector<known_name> names = {};
    std::vector<model_builds> builds = {};
    std::vector<decision> decisions = {};
    alias_table aliases = {};
    std::vector<std::string> ids = {};  ///< of models, the most popular first
    known_models known = {};            ///< all names there are, for what is near

    /// Refers to this, which must outlive it.
    name_facts facts() const;
};

/// Reads them. A missing file counts as empty. Fails when one is damaged.
result<name_files> read_name_files(const std::filesystem::path& data);

/// The builds that are known, by builds.json. A missing file counts as empty.
result<std::vector<model_builds>> read_builds_file(const std::filesystem::path& data);

}  // namespace muster
