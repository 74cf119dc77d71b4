#pragma once

#include "muster/source.hpp"

#include <string_view>

namespace muster {

/// Why a record cannot be written to a file: text that is not UTF-8, or a popularity that is not
/// finite. Empty when it can. Plugins are foreign code, and JSON can hold neither.
std::string_view unfit_for_files(const record& model) noexcept;

}  // namespace muster
