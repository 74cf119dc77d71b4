#include "data_lock.hpp"

#include "files/file_io.hpp"

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#include <utility>

namespace muster {

result<data_lock> data_lock::take(const std::filesystem::path& directory)
{
    const auto file = directory / ".lock";
    // The file stays for ever: removing it could let two processes lock two files of one name.
    const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    // Kept here, as flock() sets it anew.
    const int opened = errno;
    // flock rather than fcntl, whose lock ends when any descriptor of the file is closed.
    if (descriptor >= 0 && ::flock(descriptor, LOCK_EX | LOCK_NB) == 0)
    {
        // Every directory that runs write to. Under the lock nobody else is writing there.
        for (const auto* below : {"", "sources", "history", "history/before"})
            remove_left_drafts(directory / below);
        return data_lock(descriptor);
    }

    const int code = descriptor < 0 ? opened : errno;
    if (descriptor >= 0)
        ::close(descriptor);
    // "Resource temporarily unavailable" would not tell the user what to do.
    const bool is_busy = code == EWOULDBLOCK;
    const boost::system::error_code ec(is_busy ? EBUSY : code, boost::system::system_category());
    const auto what = is_busy ? "another muster is using " + directory.string() +
                                    ": wait for it, or use another --data directory"
                              : "cannot write " + file.string() + ": " + ec.message();
    return failure{ec, what};
}

data_lock::data_lock(data_lock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1))
{
}

data_lock& data_lock::operator=(data_lock&& other) noexcept
{
    // The old lock ends with `other`.
    std::swap(descriptor_, other.descriptor_);
    return *this;
}

data_lock::~data_lock()
{
    if (descriptor_ >= 0)
        ::close(descriptor_);
}

result<open_data> open_data_directory(const std::filesystem::path& directory)
{
    const auto prepared = prepare_data_directory(directory);
    if (prepared.has_error())
        return prepared.error();
    auto lock = data_lock::take(directory);
    if (lock.has_error())
        return lock.error();
    // Made by this process just now: there is nothing to fill.
    if (*prepared != data_start::none)
        return open_data{std::move(*lock), *prepared};
    const auto filled = fill_empty_directory(directory);
    if (filled.has_error())
        return filled.error();
    return open_data{std::move(*lock), *filled};
}

}  // namespace muster
