#pragma once

#include "config_formula.hpp"
#include "size/facts/config_view.hpp"

namespace muster {

/// size_from_config with a reading that the caller keeps.
result<formula_size> size_reading(const boost::json::object& config, config_reading& reading);

}  // namespace muster
