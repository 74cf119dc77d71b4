#pragma once

#include "settings/flags.hpp"

#include <span>
#include <string>

namespace muster {

/// The manual page muster(1), in the macros of man(7): what help_text() says, in that form.
std::string manual_text(std::span<const flag> flags);

}  // namespace muster
