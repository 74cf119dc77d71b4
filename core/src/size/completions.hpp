#pragma once

#include "size/rules/config_formula.hpp"
#include "totals.hpp"

#include <optional>

namespace muster {

/// A total explained by a configuration that was completed.
struct completed_reading
{
    formula_size formula = {};
    total_reading reading = {};
};

/// Completes a configuration that gives key facts alone with what released models of its class
/// have beside them: a vision tower, widths of linear attention, MTP layers.
///
/// Each is tried. Nothing unless exactly one explains the total to the parameter.
std::optional<completed_reading>
explain_completed(const boost::json::object& config, std::uint64_t total);

}  // namespace muster
