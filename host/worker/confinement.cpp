#include "confinement.hpp"

#include <array>
#include <asm/sockios.h>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/capability.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/ioctl.h>
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

// The low halves: both machines are little-endian.
constexpr std::uint32_t first_argument = offsetof(seccomp_data, args);
constexpr std::uint32_t second_argument = first_argument + sizeof(std::uint64_t);

// Calls that reach into another process of the same user. No plugin needs them for its own.
constexpr std::array calls_denied = {
    SYS_tkill,
    SYS_pidfd_open,
    SYS_pidfd_send_signal,
    SYS_pidfd_getfd,
    SYS_ptrace,
    SYS_process_vm_readv,
    SYS_process_vm_writev,
    SYS_process_madvise,
    SYS_setpriority,
    SYS_ioprio_set,
    SYS_sched_setattr,
    SYS_perf_event_open};

// Calls whose first argument is the process they are about; 0 is the caller.
constexpr std::array calls_about_itself = {
    SYS_kill,
    SYS_tgkill,
    SYS_rt_sigqueueinfo,
    SYS_rt_tgsigqueueinfo,
    SYS_prlimit64,
    SYS_sched_setaffinity,
    SYS_sched_setparam,
    SYS_sched_setscheduler};

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

    /// Allowed when the first argument has one of these bits.
    void allow_if_set(std::uint32_t call, std::uint32_t bits)
    {
        add(BPF_JMP | BPF_JEQ | BPF_K, call, 0, 4);
        add(BPF_LD | BPF_W | BPF_ABS, first_argument);
        add(BPF_JMP | BPF_JSET | BPF_K, bits, 1, 0);
        add(BPF_RET | BPF_K, deny);
        add(BPF_RET | BPF_K, allow);
    }

    /// Allowed when the first argument is this one, or 0 where that is the caller.
    void allow_for(std::uint32_t call, std::uint32_t process, bool is_caller_zero)
    {
        add(BPF_JMP | BPF_JEQ | BPF_K, call, 0, 5);
        add(BPF_LD | BPF_W | BPF_ABS, first_argument);
        add(BPF_JMP | BPF_JEQ | BPF_K, process, 2, 0);
        add(BPF_JMP | BPF_JEQ | BPF_K, is_caller_zero ? 0 : process, 1, 0);
        add(BPF_RET | BPF_K, deny);
        add(BPF_RET | BPF_K, allow);
    }

    /// Denied when the second argument is one of two.
    void deny_second(std::uint32_t call, std::uint32_t one, std::uint32_t other)
    {
        add(BPF_JMP | BPF_JEQ | BPF_K, call, 0, 5);
        add(BPF_LD | BPF_W | BPF_ABS, second_argument);
        add(BPF_JMP | BPF_JEQ | BPF_K, one, 1, 0);
        add(BPF_JMP | BPF_JEQ | BPF_K, other, 0, 1);
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

    std::array<sock_filter, 128> steps_ = {};
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
    calls.allow_if_set(SYS_clone, CLONE_THREAD);
    for (const auto call : calls_denied)
        calls.rule(static_cast<std::uint32_t>(call), deny);
    for (const auto call : calls_about_itself)
        calls.allow_for(static_cast<std::uint32_t>(call), self, call != SYS_kill);
    // Whoever is named here is sent a signal when something arrives.
    calls.deny_second(SYS_fcntl, F_SETOWN, F_SETOWN_EX);
    calls.deny_second(SYS_ioctl, FIOSETOWN, SIOCSPGRP);
    calls.install();
#endif
}

}  // namespace muster
