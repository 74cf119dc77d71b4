#pragma once

#include <cstdint>
#include <filesystem>
#include <linux/capability.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace muster::test {

/// While it lives, this thread may do with files what their permissions say, even as root.
class plain_permissions
{
public:
    plain_permissions()
    {
        ::syscall(SYS_capget, &header_, before_);
        __user_cap_data_struct less[2] = {before_[0], before_[1]};
        const auto overriding = (1U << CAP_DAC_OVERRIDE) | (1U << CAP_DAC_READ_SEARCH);
        less[0].effective &= ~overriding;
        ::syscall(SYS_capset, &header_, less);
    }
    ~plain_permissions() { ::syscall(SYS_capset, &header_, before_); }
    plain_permissions(const plain_permissions&) = delete;
    plain_permissions& operator=(const plain_permissions&) = delete;

private:
    __user_cap_header_struct header_ = {_LINUX_CAPABILITY_VERSION_3, 0};
    __user_cap_data_struct before_[2] = {};
};

/// A directory in which nothing can be changed while this lives (see plain_permissions for root).
class read_only_directory
{
public:
    explicit read_only_directory(std::filesystem::path path) : path_(std::move(path))
    {
        using std::filesystem::perms;
        std::filesystem::permissions(path_, perms::owner_read | perms::owner_exec);
    }
    ~read_only_directory()
    {
        std::error_code ignored;
        std::filesystem::permissions(path_, std::filesystem::perms::owner_all, ignored);
    }
    read_only_directory(const read_only_directory&) = delete;
    read_only_directory& operator=(const read_only_directory&) = delete;

private:
    std::filesystem::path path_;
};

}  // namespace muster::test
