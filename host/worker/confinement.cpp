#include "confinement.hpp"

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <linux/audit.h>
#include <linux/capability.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace muster {

namespace {

#if defined(__x86_64__)
constexpr std::uint32_t our_architecture = AUDIT_ARCH_X86_64;
constexpr std::uint32_t foreign_calls_from = 0x40000000;  // those of x32
#elif defined(__aarch64__)
constexpr std::uint32_t our_architecture = AUDIT_ARCH_AARCH64;
constexpr std::uint32_t foreign_calls_from = 0xFFFFFFFF;
#endif

constexpr std::uint32_t allow = SECCOMP_RET_ALLOW;
constexpr std::uint32_t deny = SECCOMP_RET_ERRNO | EPERM;

// So that the C library falls back on clone, whose flags a filter can see.
constexpr std::uint32_t not_there = SECCOMP_RET_ERRNO | ENOSYS;

// The low half: both machines are little-endian.
constexpr std::uint32_t first_argument = offsetof(seccomp_data, args);

/// Answers system calls, rule by rule; what no rule names is allowed.
class call_filter
{
public:
    call_filter()
    {
        add(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, arch));
        add(BPF_JMP | BPF_JEQ | BPF_K, our_architecture, 1, 0);
        add(BPF_RET | BPF_K, deny);
        add(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr));
        add(BPF_JMP | BPF_JGE | BPF_K, foreign_calls_from, 0, 1);
        add(BPF_RET | BPF_K, deny);
    }

    void rule(std::uint32_t call, std::uint32_t answer)
    {
        add(BPF_JMP | BPF_JEQ | BPF_K, call, 0, 1);
        add(BPF_RET | BPF_K, answer);
    }

    /// Allowed when the first argument passes the test: BPF_JEQ for a number, BPF_JSET for a bit.
    void allow_if(std::uint32_t call, std::uint16_t test, std::uint32_t operand)
    {
        add(BPF_JMP | BPF_JEQ | BPF_K, call, 0, 4);
        add(BPF_LD | BPF_W | BPF_ABS, first_argument);
        add(static_cast<std::uint16_t>(BPF_JMP | test | BPF_K), operand, 1, 0);
        add(BPF_RET | BPF_K, deny);
        add(BPF_RET | BPF_K, allow);
    }

    void install()
    {
        add(BPF_RET | BPF_K, allow);
        const sock_fprog program{size_, steps_.data()};
        if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0)
            ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
    }

private:
    void add(std::uint16_t code, std::uint32_t operand, std::uint8_t yes = 0, std::uint8_t no = 0)
    {
        steps_.at(size_++) = {code, yes, no, operand};
    }

    std::array<sock_filter, 40> steps_ = {};
    unsigned short size_ = 0;
};

// Root may read what it could read before, and that is all.
void drop_powers() noexcept
{
    __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
    std::array<__user_cap_data_struct, _LINUX_CAPABILITY_U32S_3> kept = {};
    if (::syscall(SYS_capget, &header, kept.data()) != 0)
        return;
    const auto reading = kept[0].permitted & CAP_TO_MASK(CAP_DAC_READ_SEARCH);
    kept = {};
    kept[0].permitted = reading;
    kept[0].effective = reading;
    ::syscall(SYS_capset, &header, kept.data());
}

}  // namespace

void confine_to_itself() noexcept
{
    drop_powers();
#if defined(__x86_64__) || defined(__aarch64__)
    const auto self = static_cast<std::uint32_t>(::getpid());
    call_filter calls;
#if defined(__x86_64__)
    calls.rule(SYS_fork, deny);
    calls.rule(SYS_vfork, deny);
#endif
    calls.rule(SYS_clone3, not_there);
    calls.allow_if(SYS_clone, BPF_JSET, CLONE_THREAD);
    calls.allow_if(SYS_kill, BPF_JEQ, self);
    calls.allow_if(SYS_tgkill, BPF_JEQ, self);
    calls.install();
#endif
}

}  // namespace muster
