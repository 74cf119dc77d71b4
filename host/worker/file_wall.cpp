#include "file_wall.hpp"

#include "base/unique_fd.hpp"

#include <cstdint>
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

// Landlock by its system calls: the C library has no functions for them, and the headers of the
// machine that builds may be older than the kernel that runs it.

namespace muster {

namespace {

struct ruleset_attributes
{
    std::uint64_t file_rights = 0;
    std::uint64_t network_rights = 0;
    std::uint64_t scopes = 0;
};

// Packed, as the kernel declares it.
struct [[gnu::packed]] path_attributes
{
    std::uint64_t rights = 0;
    std::int32_t parent = -1;
};

constexpr std::uint32_t ask_version = 1;
constexpr int rule_beneath_path = 1;
// LANDLOCK_ACCESS_FS_READ_FILE. Not the right to list a directory: the loader opens by name.
constexpr std::uint64_t read_file = 1U << 2U;

constexpr std::uint64_t first_bits(unsigned count) { return (std::uint64_t{1} << count) - 1; }

// A right that the kernel does not know makes the whole set invalid; one that is not named here is
// not taken away.
ruleset_attributes all_rights_of(long version) noexcept
{
    ruleset_attributes all;
    const unsigned file_rights = version >= 5 ? 16 : version >= 3 ? 15 : version == 2 ? 14 : 13;
    all.file_rights = first_bits(file_rights);
    all.network_rights = version >= 4 ? first_bits(2) : 0;
    all.scopes = version >= 6 ? first_bits(2) : 0;
    return all;
}

// Older kernels take a longer structure when the rest of it is zero.
unique_fd create_ruleset() noexcept
{
    const auto version = ::syscall(SYS_landlock_create_ruleset, nullptr, 0, ask_version);
    if (version < 1)
        return unique_fd();
    const auto rights = all_rights_of(version);
    return unique_fd(
        static_cast<int>(::syscall(SYS_landlock_create_ruleset, &rights, sizeof rights, 0))
    );
}

void allow_reading(const unique_fd& ruleset, int file) noexcept
{
    const path_attributes rule{read_file, file};
    ::syscall(SYS_landlock_add_rule, ruleset.number(), rule_beneath_path, &rule, 0);
}

}  // namespace

bool build_file_wall(std::span<const needed_library> readable) noexcept
{
    const auto ruleset = create_ruleset();
    if (!ruleset.is_open())
        return false;
    for (const auto* const directory : system_library_directories)
        if (const unique_fd opened(::open(directory, O_PATH | O_CLOEXEC)); opened.is_open())
            allow_reading(ruleset, opened.number());
    if (const unique_fd opened(::open(loader_cache, O_PATH | O_CLOEXEC)); opened.is_open())
        allow_reading(ruleset, opened.number());
    // The very files that were looked at, and no others that take their names later.
    for (const auto& library : readable)
        allow_reading(ruleset, library.file.descriptor());
    // Without it the kernel refuses to restrict a process: a program with the set-user-id bit would
    // get out.
    return ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
           ::syscall(SYS_landlock_restrict_self, ruleset.number(), 0) == 0;
}

}  // namespace muster
