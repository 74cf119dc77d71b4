#include "build_walls.hpp"

#include "call_wall.hpp"
#include "file_wall.hpp"

#include <array>
#include <cstdlib>
#include <cstring>
#include <linux/capability.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace muster {

namespace {

// Root may read what it could read before, and that is all.
void drop_powers() noexcept
{
    __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
    std::array<__user_cap_data_struct, _LINUX_CAPABILITY_U32S_3> kept = {};
    if (::syscall(SYS_capget, &header, kept.data()) != 0)
        return;
    // A plugin in root's own directory could not be opened without it.
    const auto reading = kept[0].permitted & CAP_TO_MASK(CAP_DAC_READ_SEARCH);
    kept = {};
    kept[0].permitted = reading;
    kept[0].effective = reading;
    ::syscall(SYS_capset, &header, kept.data());
}

void wipe_environment() noexcept
{
    for (auto** line = ::environ; line && *line; ++line)
        // clearenv() alone leaves the texts in memory, and with them tokens that a child might have
        // got.
        ::explicit_bzero(*line, std::strlen(*line));
    ::clearenv();
}

std::string what_is_missing(bool has_landlock, bool has_filter)
{
    std::string missing;
    if (!has_landlock)
        missing = "this kernel has no Landlock, or has it switched off: plugins can read what you "
                  "can read";
    if (!has_filter)
        missing += std::string(missing.empty() ? "" : "; ") +
                   "no seccomp filter can be set here: plugins can use the network, other "
                   "processes" +
                   (has_landlock ? " and the permissions of your files" : " and your files");
    return missing;
}

}  // namespace

walls build_walls(const std::filesystem::path& plugin, std::string_view without)
{
    const auto is_wanted = [&](std::string_view name) {
        return without.find(name) == without.npos;
    };
    // Before any wall stands: afterwards these files could not be looked for.
    const auto libraries = needed_libraries(plugin);
    walls standing;
    for (const auto& library : libraries)
        if (library.path != absolute_path(plugin))
            standing.readable.push_back(library.path.string());
    // Last of what needs them; from here on the process only loses rights.
    drop_powers();
    wipe_environment();
    // Landlock first: its own system calls are not among those that the filter allows.
    const bool has_landlock = is_wanted("landlock") && build_file_wall(libraries);
    standing.network = is_wanted("seccomp") && build_call_wall();
    standing.processes = standing.network;
    // Landlock knows no permissions, owners and times of files: without the filter they can be
    // changed.
    standing.files = has_landlock && standing.network;
    standing.missing = what_is_missing(has_landlock, standing.network);
    if (!without.empty() && !standing.missing.empty())
        standing.missing += " (MUSTER_TEST_WITHOUT_WALLS is set)";
    return standing;
}

}  // namespace muster
