#pragma once

#include "muster/failure.hpp"

#include <fcntl.h>
#include <filesystem>
#include <string>
#include <string_view>
#include <unistd.h>
#include <utility>

namespace muster {

/// "cannot read FILE: No such file or directory", with the system's code.
inline failure system_failure(int code, std::string_view what, const std::filesystem::path& file)
{
    const boost::system::error_code ec(code, boost::system::system_category());
    return {ec, std::string(what) + ' ' + file.string() + ": " + ec.message()};
}

/// A file descriptor that is closed in the end.
class open_file
{
public:
    open_file(const std::filesystem::path& file, int flags, mode_t mode = 0)
        : descriptor_(::open(file.c_str(), flags | O_CLOEXEC, mode))
    {
    }
    ~open_file() { close(); }
    open_file(const open_file&) = delete;
    open_file& operator=(const open_file&) = delete;

    bool is_open() const noexcept { return descriptor_ >= 0; }
    int descriptor() const noexcept { return descriptor_; }

    bool close() noexcept
    {
        const int descriptor = std::exchange(descriptor_, -1);
        return descriptor < 0 || ::close(descriptor) == 0;
    }

private:
    int descriptor_;
};

}  // namespace muster
