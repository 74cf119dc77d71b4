#pragma once

#include "catalog/catalog.hpp"
#include "catalog/decisions.hpp"
#include "catalog/models.hpp"
#include "identity/aliases.hpp"
#include "muster/failure.hpp"
#include "size/facts/evidence.hpp"
#include "staging/list_policy.hpp"
#include "table/candidate.hpp"

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
    std::vector<alias> aliases = {};
    std::vector<decision> decisions = {};
    list_policy policy = default_list_policy();
};

/// A file of ours that is damaged: not wrong usage, whatever is wrong in it. Says what to do, too.
failure damaged_file(failure why);

/// A missing file is an empty one. Fails when one cannot be read; `where` names it and its place.
result<own_files> read_own_files(const std::filesystem::path& data);

/// What stands for what, the surest first: what people accepted, where the Hub was seen to
/// redirect, aliases.json.
alias_table aliases_of(const own_files& own);

/// Models that the Hub was seen to have, by the evidence that is kept.
std::vector<std::string> hub_ids_of(const own_files& own);

/// The evidence that is kept; of a model that was renamed since under its name of today, too.
std::map<std::string, evidence> known_by_name_of_today(const own_files& own);

/// What was decided, whatever the models are called now.
decision_table decisions_of(const own_files& own);

/// models.json as it is; a missing file is an empty one. Fails when it cannot be read: without the
/// rows of before, no change could be held back.
result<std::vector<model_row>> read_published_rows(const std::filesystem::path& data);

/// data/decisions.json. A missing file is an empty one.
result<std::vector<decision>> read_decisions_file(const std::filesystem::path& data);

/// The staging file. It must be there.
result<std::vector<candidate>> read_staging_file(const std::filesystem::path& data);

}  // namespace muster
