#pragma once

#include "muster/source.hpp"

#include <string_view>

namespace muster {

/// What keeps a record out of files: text that is not UTF-8, a popularity that is no number. Empty
/// when nothing does.
std::string_view unfit_for_files(const record& model) noexcept;

}  // namespace muster
