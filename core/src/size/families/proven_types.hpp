#pragma once

#include <string_view>

namespace muster {

class config_view;
struct family;

/// Whether recorded totals prove the formula of a family: some of its model types are in the list.
bool is_proven(const family& kind);

/// False where a configuration sets what no recorded repository of the family does: its class and
/// the formula are known to differ then.
bool is_as_recorded(const family& kind, const config_view& config);

/// The same of a model_type whose formula has a tower in it.
bool is_proven_with_towers(std::string_view model_type);

/// The lists themselves, separated by spaces. tests/core/size/proven_types_test.cpp holds them to
/// what is recorded, and prints what they may have.
std::string_view proven_types() noexcept;
std::string_view types_proven_with_towers() noexcept;

}  // namespace muster
