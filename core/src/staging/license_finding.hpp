#pragma once

#include "normalize.hpp"
#include "table/candidate_table.hpp"
#include "table/parallel_for.hpp"

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// How a model's licence is known.
enum class license_state
{
    declared,     ///< by the sources that list it
    inherited,    ///< not declared, but all of its bases have the same one
    conflicting,  ///< another source, or the model it is a quantised copy of, has another
    unknown,
};

std::string_view to_string(license_state value) noexcept;

/// The licence of one model, and what speaks for or against it.
struct license_finding
{
    license_state state = license_state::unknown;
    std::optional<std::string> license = {};
    std::vector<std::string> bases = {};   ///< the models that it was inherited from
    std::vector<std::string> others = {};  ///< contradicting licences, sorted
};

/// Inherited and conflicting licences, by folded id. All other models are declared if they have a
/// licence, and unknown if not.
using license_findings = std::map<std::string, license_finding>;

/// The models for which the listings declare several licences, by folded id.
std::map<std::string, std::set<std::string>>
declared_licenses(std::span<const normalized_listing> listings);

/// Judges the licences of all candidates. `declared` may be empty when the listings are not known:
/// then only the staged licence counts as declared.
license_findings find_licenses(
    const candidate_table& staged,
    const std::map<std::string, std::set<std::string>>& declared,
    const parallel_for& over = serial_for
);

}  // namespace muster
