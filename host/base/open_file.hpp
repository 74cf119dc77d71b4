#pragma once

#include "muster/failure.hpp"

#include <cerrno>
#include <cstdint>
#include <fcntl.h>
#include <filesystem>
#include <optional>
#include <span>
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

/// A file opened by name, closed at the end. Check is_open(); errno has the reason.
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

    /// False when closing fails, which on network file systems is where a failed write shows.
    bool close() noexcept
    {
        const int descriptor = std::exchange(descriptor_, -1);
        return descriptor < 0 || ::close(descriptor) == 0;
    }

private:
    int descriptor_;
};

/// Reads from an offset until the room is full or the file ends, over short reads and signals;
/// returns the bytes read. Nothing when it fails; errno has the reason. Does not move the file's
/// position, so that threads may share the file.
inline std::optional<std::size_t>
read_at(const open_file& file, std::span<char> room, std::uint64_t offset)
{
    std::size_t filled = 0;
    while (filled < room.size())
    {
        const auto got = ::pread(
            file.descriptor(),
            room.data() + filled,
            room.size() - filled,
            static_cast<off_t>(offset + filled)
        );
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return {};
        if (got == 0)
            break;
        filled += static_cast<std::size_t>(got);
    }
    return filled;
}

}  // namespace muster
