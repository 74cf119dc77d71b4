#pragma once

#include "normalize.hpp"
#include "table/candidate_table.hpp"
#include "table/spread.hpp"

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// What is known of a model's licence.
enum class license_state
{
    declared,   ///< by those that list it
    inherited,  ///< declared by the models it was made from, all of them alike; by itself it is not
    conflicting,  ///< declared, and differently by others, or by what it is a quantised copy of
    unknown,
};

std::string_view to_string(license_state value) noexcept;

struct license_finding
{
    license_state state = license_state::unknown;
    std::optional<std::string> license = {};
    std::vector<std::string> bases = {};   ///< where it was inherited from
    std::vector<std::string> others = {};  ///< the licences that contradict, sorted
};

/// What is worth telling, by folded id: licences that are inherited or conflicting. The others are
/// declared where a model has one, and unknown where it has none.
using license_findings = std::map<std::string, license_finding>;

/// Licences that the listings declare for a model, by folded id, where they declare several.
std::map<std::string, std::set<std::string>>
declared_licenses(std::span<const normalized_listing> listings, const spread& over = in_turn);

/// Looks into the licences of all candidates. declared may be empty: where the listings are
/// not known, what is staged is what they declare.
license_findings find_licenses(
    const candidate_table& staged,
    const std::map<std::string, std::set<std::string>>& declared,
    const spread& over = in_turn
);

}  // namespace muster
