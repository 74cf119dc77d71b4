#pragma once

#include "catalog.hpp"
#include "size/facts/model_size.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// What evidence says of one model: the size, as far as it is known, or that there is none.
struct audited_model
{
    model_size size = {};
    std::optional<std::string> missing_on = {};  ///< the day the Hub answered that it has none
    std::optional<std::string> moved_to = {};    ///< it has another id now
};

enum class audit_verdict
{
    contradicted,  ///< the evidence says something else
    redundant,     ///< the evidence says the same, and the pin could go
    moved,         ///< the model has another id
    missing,       ///< the Hub answered that there is no such model
};

std::string_view to_string(audit_verdict verdict) noexcept;

/// One thing found. pinned and derived are absent where the finding is about the model itself;
/// the field is then "model_id", and derived_id the id it has now.
struct audit_finding
{
    std::string model_id = {};
    std::string field = {};
    std::optional<double> pinned = {};
    std::optional<double> derived = {};
    std::optional<std::string> derived_id = {};
    std::string origin = {};
    std::string answered_on = {};  ///< of a model that is missing: the day of the Hub's answer
    audit_verdict verdict = audit_verdict::redundant;
};

/// How far a pin may be from the evidence. Layers and hidden may not be off at all.
struct audit_tolerance
{
    double params_share = 0.05;
    double active_ratio = 0.02;
};

/// Compares the pins of an entry with what was derived. A pin whose field was not derived is not
/// judged; one within the tolerance is redundant only when it says the same as models.json would.
std::vector<audit_finding> audit_pins(
    const catalog_entry& entry, const audited_model& model, const audit_tolerance& tolerance = {}
);

}  // namespace muster
