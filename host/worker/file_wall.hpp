#pragma once

#include "plugin/needed_libraries.hpp"

#include <span>

namespace muster {

/// From now on this process, and any that descends from it, opens no file but to read it, and of
/// files none but these and those of the system's library directories (Landlock). Where the kernel
/// can, it is also kept from TCP, from abstract sockets and from sending signals to others.
///
/// False, and nothing changed, where the kernel does not have it or has it switched off.
bool build_file_wall(std::span<const needed_library> readable) noexcept;

}  // namespace muster
