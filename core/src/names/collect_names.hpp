#pragma once

#include "builds/build.hpp"
#include "catalog/decisions.hpp"
#include "known_name.hpp"
#include "staging/identify.hpp"

#include <functional>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace muster {

/// A source of names, as this run used it.
struct naming_source
{
    std::string plugin = {};
    std::string label = {};
    std::string day = {};  ///< of what was used of it: "2026-05-15"
};

/// What names are known by. Everything is referred to, and must outlive the call.
struct name_material
{
    std::span<const naming_source> sources = {};        ///< of this run; others keep their names
    std::span<const normalized_listing> listings = {};  ///< as they were before identify()
    std::span<const inferred_id> inferred = {};
    std::span<const unresolved_name> unresolved = {};
    const std::map<std::string, id_history>* histories = nullptr;  ///< by plugin; may be null
    std::span<const decision> decisions = {};
    std::span<const model_builds> builds = {};
    std::function<std::string(const std::string& id)> today = {};  ///< the name that counts
    std::span<const known_name> before = {};                       ///< names.json as it is
    std::string day = {};                                          ///< of this run
};

/// All names that are known now, sorted by source, then by folded name. A name that is known as it
/// was before keeps its first day, and sources that were not asked keep what they had.
std::vector<known_name> collect_names(const name_material& material);

}  // namespace muster
