#include "call_wall.hpp"

#include <cerrno>
#include <cstdint>
#include <fcntl.h>
#include <memory>
#include <seccomp.h>
#include <unistd.h>

namespace muster {

namespace {

// Any arguments.
// A list of what is allowed, since new kernels bring calls that nobody here has heard of.
constexpr int calls_allowed[] = {
    // memory
    SCMP_SYS(brk),
    SCMP_SYS(madvise),
    SCMP_SYS(membarrier),
    SCMP_SYS(mmap),
    SCMP_SYS(mprotect),
    SCMP_SYS(mremap),
    SCMP_SYS(munmap),
    // what is open
    SCMP_SYS(close),
    SCMP_SYS(close_range),
    SCMP_SYS(fstat),
    SCMP_SYS(lseek),
    SCMP_SYS(newfstatat),  // the loader's fstat; it tells of paths as well
    SCMP_SYS(poll),
    SCMP_SYS(ppoll),
    SCMP_SYS(pread64),
    SCMP_SYS(read),
    SCMP_SYS(readv),
    // time
    SCMP_SYS(clock_getres),
    SCMP_SYS(clock_gettime),
    SCMP_SYS(clock_nanosleep),
    SCMP_SYS(gettimeofday),
    SCMP_SYS(nanosleep),
    SCMP_SYS(pause),
    SCMP_SYS(time),
    // the one thread there is
    SCMP_SYS(arch_prctl),
    SCMP_SYS(exit),
    SCMP_SYS(exit_group),
    SCMP_SYS(futex),
    SCMP_SYS(getcpu),
    SCMP_SYS(gettid),
    SCMP_SYS(restart_syscall),
    SCMP_SYS(rseq),
    SCMP_SYS(sched_yield),
    SCMP_SYS(set_robust_list),
    // its own signals
    SCMP_SYS(rt_sigaction),
    SCMP_SYS(rt_sigpending),
    SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(rt_sigreturn),
    SCMP_SYS(rt_sigsuspend),
    SCMP_SYS(rt_sigtimedwait),
    SCMP_SYS(sigaltstack),
    // itself: what it changes of this, plugin verify sees
    SCMP_SYS(chdir),
    SCMP_SYS(getcwd),
    SCMP_SYS(getegid),
    SCMP_SYS(geteuid),
    SCMP_SYS(getgid),
    SCMP_SYS(getpid),
    SCMP_SYS(getppid),
    SCMP_SYS(getrandom),
    SCMP_SYS(getrlimit),
    SCMP_SYS(getrusage),
    SCMP_SYS(getuid),
    SCMP_SYS(sysinfo),
    SCMP_SYS(umask),
    SCMP_SYS(uname)};

// Standard streams and the link: a plugin may write to nothing that it has opened itself.
constexpr int last_descriptor_given = 3;

/// Allowed when an argument is so.
struct conditional_call
{
    int call;
    scmp_arg_cmp argument;
};

constexpr scmp_arg_cmp is(unsigned argument, std::uint64_t value)
{
    return {argument, SCMP_CMP_EQ, value, 0};
}

constexpr scmp_arg_cmp is_at_most(unsigned argument, std::uint64_t value)
{
    return {argument, SCMP_CMP_LE, value, 0};
}

constexpr scmp_arg_cmp has_of(unsigned argument, std::uint64_t mask, std::uint64_t bits)
{
    return {argument, SCMP_CMP_MASKED_EQ, mask, bits};
}

// O_PATH as well, which Landlock does not see.
constexpr std::uint64_t more_than_reading =
    O_ACCMODE | O_CREAT | O_TRUNC | O_APPEND | O_PATH | (O_TMPFILE & ~O_DIRECTORY);

constexpr conditional_call conditional_calls[] = {
    {SCMP_SYS(open), has_of(1, more_than_reading, O_RDONLY)},
    {SCMP_SYS(openat), has_of(2, more_than_reading, O_RDONLY)},
    {SCMP_SYS(write), is_at_most(0, last_descriptor_given)},
    {SCMP_SYS(writev), is_at_most(0, last_descriptor_given)},
    {SCMP_SYS(fcntl), is(1, F_GETFD)},
    {SCMP_SYS(fcntl), is(1, F_SETFD)},
    {SCMP_SYS(fcntl), is(1, F_GETFL)},
    // Its own limits. It cannot raise them: keep_to() has set the hard ones, too.
    {SCMP_SYS(prlimit64), is(0, 0)},
    {SCMP_SYS(sched_getaffinity), is(0, 0)}};

// Those about a process, which must be this one.
constexpr int calls_about_itself[] = {SCMP_SYS(kill), SCMP_SYS(tgkill)};

// The C library then takes an older call, whose flags a filter can see.
constexpr int calls_not_there[] = {SCMP_SYS(clone3), SCMP_SYS(openat2)};

constexpr std::uint32_t refuse = SCMP_ACT_ERRNO(EPERM);
constexpr std::uint32_t is_not_there = SCMP_ACT_ERRNO(ENOSYS);

/// Calls that libseccomp answers; what no rule names is refused.
class call_filter
{
public:
    call_filter() : context_(::seccomp_init(refuse), &::seccomp_release)
    {
        // What another machine would call so: x32, or 32 bits.
        set(SCMP_FLTATR_ACT_BADARCH, refuse);
        // Binary search: each call of the plugin walks the filter, which has some seventy rules.
        set(SCMP_FLTATR_CTL_OPTIMIZE, in_a_tree);
        // Nothing here is worth reading by way of the processor's guesses, which cost time to stop.
        set(SCMP_FLTATR_CTL_SSB, 1);
    }

    void answer(int call, std::uint32_t action)
    {
        is_sound_ =
            is_sound_ && ::seccomp_rule_add_array(context_.get(), action, call, 0, nullptr) == 0;
    }

    void allow_if(int call, const scmp_arg_cmp& argument)
    {
        is_sound_ =
            is_sound_ &&
            ::seccomp_rule_add_array(context_.get(), SCMP_ACT_ALLOW, call, 1, &argument) == 0;
    }

    bool load() { return is_sound_ && ::seccomp_load(context_.get()) == 0; }

private:
    static constexpr std::uint32_t in_a_tree = 2;

    void set(scmp_filter_attr attribute, std::uint32_t value)
    {
        if (context_)
            ::seccomp_attr_set(context_.get(), attribute, value);
    }

    std::unique_ptr<void, decltype(&::seccomp_release)> context_;
    bool is_sound_ = context_ != nullptr;
};

}  // namespace

bool build_call_wall() noexcept
{
    call_filter calls;
    for (const auto call : calls_allowed)
        calls.answer(call, SCMP_ACT_ALLOW);
    for (const auto& [call, argument] : conditional_calls)
        calls.allow_if(call, argument);
    for (const auto call : calls_about_itself)
        // abort() sends itself a signal; another process is none of a plugin's business.
        calls.allow_if(call, is(0, static_cast<std::uint64_t>(::getpid())));
    for (const auto call : calls_not_there)
        calls.answer(call, is_not_there);
    return calls.load();
}

}  // namespace muster
