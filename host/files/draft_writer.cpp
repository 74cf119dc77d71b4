#include "draft_writer.hpp"

#include <algorithm>
#include <cerrno>
#include <sys/stat.h>

namespace fs = std::filesystem;

namespace muster {

namespace {

constexpr mode_t usual_mode = 0644;  // less what the umask takes
constexpr mode_t permission_bits = 0777;
constexpr std::size_t copy_bytes = std::size_t{1} << 20;

// Write-out to the disk begins every so many bytes, so that it works while more content is made and
// fsync() at the end finds little left.
constexpr std::uint64_t disk_bytes = std::uint64_t{16} << 20;

/// All of the content, over short writes and signals. 0, or errno.
int write_whole(int descriptor, std::string_view content)
{
    while (!content.empty())
    {
        const auto written = ::write(descriptor, content.data(), content.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return written < 0 ? errno : EIO;
        content.remove_prefix(static_cast<std::size_t>(written));
    }
    return 0;
}

}  // namespace

draft_writer::draft_writer(fs::path file, fs::path draft, bool is_compared)
    // O_NONBLOCK: opening a FIFO of that name would wait for a writer for ever.
    : file_(std::move(file)), draft_(std::move(draft)), present_(file_, O_RDONLY | O_NONBLOCK)
{
    struct stat facts = {};
    if (::stat(file_.c_str(), &facts) == 0)
        // Without set-uid and its like: the content is new.
        mode_ = facts.st_mode & permission_bits;
    if (present_.is_open() && (!is_compared || !S_ISREG(facts.st_mode)))
        // Without it nothing compares as equal: all content goes into the draft.
        present_.close();
}

int draft_writer::write(std::string_view chunk)
{
    if (!out_ && present_.is_open() && is_next_of_file(chunk))
    {
        same_bytes_ += chunk.size();
        return 0;
    }
    const int code = out_ ? 0 : begin();
    // Only the first piece that differs begins the draft; what was equal is copied from the present
    // file.
    return code != 0 ? code : put(chunk);
}

int draft_writer::finish()
{
    if (!out_)
    {
        // Everything was equal so far. One byte more in the present file means that it was longer.
        room_.resize(1);
        if (present_.is_open() && read_at(present_, room_, same_bytes_) == 0)
            return 0;
        if (const int code = begin(); code != 0)
            return code;
    }
    begin_flush();
    return 0;
}

// Through the descriptor that wrote: Linux reports a write-out error to descriptors that were open
// when it occurred. close() reports as well, on network file systems.
int draft_writer::flush()
{
    if (!out_)
        return 0;
    return ::fsync(out_->descriptor()) != 0 || !out_->close() ? errno : 0;
}

int draft_writer::put(std::string_view chunk)
{
    if (const int code = write_whole(out_->descriptor(), chunk); code != 0)
        return code;
    waiting_bytes_ += chunk.size();
    if (waiting_bytes_ >= disk_bytes)
        begin_flush();
    return 0;
}

// Only a hint to begin writing: file systems that cannot leave it all to flush().
void draft_writer::begin_flush() noexcept
{
    ::sync_file_range(out_->descriptor(), 0, 0, SYNC_FILE_RANGE_WRITE);
    waiting_bytes_ = 0;
}

bool draft_writer::is_next_of_file(std::string_view chunk)
{
    room_.resize(chunk.size());
    return read_at(present_, room_, same_bytes_) == chunk.size() && room_ == chunk;
}

int draft_writer::begin()
{
    out_.emplace(draft_, O_WRONLY | O_CREAT | O_TRUNC, mode_.value_or(usual_mode));
    // open() applies the umask; a file that exists keeps exactly the permissions it has.
    if (!out_->is_open() || (mode_ && ::fchmod(out_->descriptor(), *mode_) != 0))
        return errno;
    return copy_beginning();
}

int draft_writer::copy_beginning()
{
    for (std::uint64_t copied = 0; copied < same_bytes_; copied += room_.size())
    {
        room_.resize(std::min<std::uint64_t>(copy_bytes, same_bytes_ - copied));
        if (read_at(present_, room_, copied) != room_.size())
            return EIO;  // it became shorter meanwhile
        if (const int code = put(room_); code != 0)
            return code;
    }
    return 0;
}

}  // namespace muster
