// Preloaded into the program: the NTH_RENAME-th rename into NTH_RENAME_BELOW fails where
// NTH_RENAME_FAILS is set; else the process dies before it.

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <stdio.h>
#include <string_view>

extern "C" __attribute__((visibility("default"))) int
rename(const char* from, const char* to) noexcept
{
    static int count = 0;
    const auto* const below = std::getenv("NTH_RENAME_BELOW");
    const auto* const nth = std::getenv("NTH_RENAME");
    const bool counts = below && nth && std::string_view(to).starts_with(below);
    if (counts && ++count == std::atoi(nth))
    {
        if (!std::getenv("NTH_RENAME_FAILS"))
            std::raise(SIGKILL);
        errno = EIO;
        return -1;
    }
    return renameat(AT_FDCWD, from, AT_FDCWD, to);
}
