#pragma once

#include <string_view>

namespace muster {

/// What "bash", "zsh" or "fish" reads to complete the words of muster; empty for other shells.
///
/// The scripts are files of host/completion. They ask the program what could come next, so that
/// they know the options of every plugin that is dropped in.
std::string_view completion_script(std::string_view shell) noexcept;

}  // namespace muster
