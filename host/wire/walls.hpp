#pragma once

#include "muster/failure.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// What stands between a plugin and the rest of the machine, from before its library is opened.
struct walls
{
    bool files = false;      ///< it reads libraries only, and writes, makes and removes nothing
    bool network = false;    ///< it has no sockets
    bool processes = false;  ///< it starts no process and reaches none

    /// Why one of them is not there, and what that means; empty when all stand.
    std::string missing = {};

    /// The libraries it may read beside its own file and those of the system.
    std::vector<std::string> readable = {};
};

/// "files", "network", "processes": those that stand.
std::vector<std::string_view> words_of(const walls& standing);

/// "walls: files, network, processes", or "walls: none".
std::string to_text(const walls& standing);

namespace wire {

std::string encode(const walls& standing);

/// Fails with crashed ("protocol-error: ...").
result<walls> read_walls(std::string_view payload);

}  // namespace wire

}  // namespace muster
