#include "library_file.hpp"

#include <cerrno>
#include <charconv>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace muster {

std::string to_string(const file_identity& identity)
{
    return std::to_string(identity.device) + ':' + std::to_string(identity.inode);
}

// The form that to_string() gives; it crosses to the worker as an argument.
std::optional<file_identity> read_file_identity(std::string_view text) noexcept
{
    file_identity identity;
    const auto* const end = text.data() + text.size();
    const auto device = std::from_chars(text.data(), end, identity.device);
    if (device.ec != std::errc() || device.ptr == end || *device.ptr != ':')
        return {};
    const auto inode = std::from_chars(device.ptr + 1, end, identity.inode);
    if (inode.ec != std::errc() || inode.ptr != end)
        return {};
    return identity;
}

result<library_file> library_file::open(const std::filesystem::path& path)
{
    // O_NONBLOCK: opening a FIFO would wait for a writer for ever. O_NOCTTY: a terminal device must
    // not become ours.
    library_file file(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY));
    if (file.descriptor_ < 0)
        return failure{
            errc::refused,
            "not-a-file: cannot be read (" + std::string(std::strerror(errno)) + ')'};
    if (!file.look())
        return failure{errc::refused, "not-a-file: not a regular file"};
    return file;
}

library_file::library_file(library_file&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), size_bytes_(other.size_bytes_),
      identity_(other.identity_)
{
}

library_file::~library_file()
{
    if (descriptor_ >= 0)
        ::close(descriptor_);
}

bool library_file::look() noexcept
{
    struct stat facts = {};
    if (::fstat(descriptor_, &facts) != 0 || !S_ISREG(facts.st_mode))
        return false;
    // Of the open file: its name may lead elsewhere a moment later.
    size_bytes_ = static_cast<std::uint64_t>(facts.st_size);
    identity_ = {facts.st_dev, facts.st_ino};
    return true;
}

bool library_file::read_at(std::uint64_t offset, void* out, std::size_t size) const noexcept
{
    if (offset > size_bytes_ || size > size_bytes_ - offset)
        return false;
    return ::pread(descriptor_, out, size, static_cast<off_t>(offset)) ==
           static_cast<ssize_t>(size);
}

}  // namespace muster
