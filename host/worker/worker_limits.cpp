#include "worker_limits.hpp"

#include "plugin/children.hpp"

#include <csignal>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

namespace muster {

namespace {

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define MUSTER_CHECKS_ADDRESSES 1
#elif __has_feature(thread_sanitizer)
#define MUSTER_CHECKS_THREADS 1
#endif
#elif defined(__SANITIZE_ADDRESS__)
#define MUSTER_CHECKS_ADDRESSES 1
#elif defined(__SANITIZE_THREAD__)
#define MUSTER_CHECKS_THREADS 1
#endif

// Sanitizers map terabytes that they never touch.
#if defined(MUSTER_CHECKS_ADDRESSES) || defined(MUSTER_CHECKS_THREADS)
constexpr bool can_limit_memory = false;
#else
constexpr bool can_limit_memory = true;
#endif

void limit(__rlimit_resource_t what, std::uint64_t most) noexcept
{
    const rlimit both{most, most};
    ::setrlimit(what, &both);
}

}  // namespace

bool keep_to(const worker_limits& limits) noexcept
{
    // A host that is killed cannot end its workers; the kernel does.
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    // It may have died before the line above took effect.
    if (::getppid() != limits.host)
        return false;
    if (can_limit_memory && limits.memory_bytes != 0)
        limit(RLIMIT_AS, limits.memory_bytes);
    limit(RLIMIT_NOFILE, limits.descriptors);
    // Crashes are everyday ends of workers: none is to fill a disk with core files.
    limit(RLIMIT_CORE, 0);
    // No file can grow, even one that was open before.
    limit(RLIMIT_FSIZE, 0);
    // No limit of use, but one that all children inherit: by it strays are told from children of
    // others.
    limit(RLIMIT_MSGQUEUE, children::queue_bytes_of_workers);
    return true;
}

}  // namespace muster

// A crash in a worker is told as what it is, and not as the sanitizer's report of it. The search
// for leaks, at an exit that may be a plugin's, looks into the process by ptrace, which a worker
// may not.
#define MUSTER_SANITIZER_OPTIONS                                                                   \
    "detect_leaks=0:handle_segv=0:handle_sigbus=0:handle_sigfpe=0:handle_sigill=0:handle_abort=0:" \
    "use_sigaltstack=0"

#ifdef MUSTER_CHECKS_ADDRESSES
extern "C" __attribute__((visibility("default"))) const char* __asan_default_options()
{
    return MUSTER_SANITIZER_OPTIONS;
}
#elif defined(MUSTER_CHECKS_THREADS)
extern "C" __attribute__((visibility("default"))) const char* __tsan_default_options()
{
    return MUSTER_SANITIZER_OPTIONS;
}
#endif
