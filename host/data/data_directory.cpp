// A new data directory is a copy of the shipped one. Both ways to make it leave either all of the
// copy or none: a run on half of it would publish what is missing as gone.

#include "data_directory.hpp"

#include "base/paths_in.hpp"
#include "data_files.hpp"
#include "files/file_io.hpp"
#include "size/facts/evidence_file.hpp"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <string_view>
#include <unistd.h>

namespace fs = std::filesystem;

namespace muster {

namespace {

// ".data.muster-start-4711" beside "data".
constexpr auto start_mark = ".muster-start-";

// Inside the directory, which may be a mount point: rename() works within one file system only.
constexpr auto unfinished_start = ".start.draft";
constexpr auto ready_start = ".start";

constexpr auto copying = "cannot copy the shipped data to";

failure directory_failure(
    const boost::system::error_code& ec, std::string_view what, const fs::path& directory
)
{
    return {ec, std::string(what) + ' ' + directory.string() + ": " + ec.message()};
}

// The source tree's data directory may have been used for runs; these files are about them.
bool is_left_by_a_run(const fs::path& name)
{
    return name == "run_report.json" || name == "review.html" || name == "history" ||
           name.string().starts_with('.');
}

// With our own reading and writing, as fs::copy_file's errors do not say that the disk is full.
boost::system::error_code copy_shipped(const fs::path& shipped, const fs::path& draft)
{
    std::error_code ec;
    for (auto entry = fs::recursive_directory_iterator(shipped, ec);
         !ec && entry != fs::recursive_directory_iterator();
         entry.increment(ec))
    {
        if (is_left_by_a_run(entry->path().filename()))
            entry.disable_recursion_pending();
        else if (entry->is_regular_file())
        {
            const auto target = draft / entry->path().lexically_relative(shipped);
            fs::create_directories(target.parent_path(), ec);
            auto content = read_file(entry->path());
            if (content.has_error())
                return content.error().code;
            // What the Hub denied to somebody else is not known here.
            if (entry->path().filename() == evidence_file_name)
                *content = without_negative_answers(*std::move(content));
            const auto written = replace_file(target, *content);
            if (written.has_error())
                return written.error().code;
        }
    }
    return {ec.value(), boost::system::system_category()};
}

/// Whether a name is this prefix and the id of a process that no longer exists.
bool is_of_ended_process(std::string_view name, std::string_view prefix)
{
    if (!name.starts_with(prefix))
        return false;
    pid_t number = 0;
    const auto* const end = name.data() + name.size();
    const auto [last, fault] = std::from_chars(name.data() + prefix.size(), end, number);
    // Signal 0 only tests whether the process exists; EPERM would mean that it does, as another
    // user's.
    return fault == std::errc() && last == end && number > 0 && ::kill(number, 0) != 0 &&
           errno == ESRCH;
}

/// Where a directory is built before it gets its name: hidden, beside it.
fs::path start_of(const fs::path& directory)
{
    // "data/" has no file name of its own.
    const auto named = directory.has_filename() ? directory : directory.parent_path();
    return named.parent_path() / ('.' + named.filename().string() + start_mark);
}

/// Removes what starts of this directory that were killed left behind.
void remove_left_starts(const fs::path& start)
{
    // "data" alone lies in the working directory.
    const auto beside = start.has_parent_path() ? start.parent_path() : fs::path(".");
    for (const auto& path : paths_in(beside))
    {
        std::error_code ec;
        if (is_of_ended_process(path.filename().string(), start.filename().string()))
            fs::remove_all(path, ec);
    }
}

// Names that begin with a dot are no data: the lock, or .gitkeep. "lost+found" is at the root of an
// ext4 file system.
bool is_without_data(const fs::path& directory)
{
    const auto paths = paths_in(directory);
    const bool is_readable = !paths.empty();  // the lock is in it
    return is_readable && std::ranges::all_of(paths, [](const fs::path& path) {
               const auto name = path.filename().string();
               return name.starts_with('.') || name == "lost+found";
           });
}

result<void> copy_in(const fs::path& shipped, const fs::path& directory)
{
    const auto draft = directory / unfinished_start;
    std::error_code ec;
    // What a killed start left is incomplete.
    fs::remove_all(draft, ec);
    fs::create_directory(draft, ec);
    boost::system::error_code code = ec;
    if (!code)
        code = copy_shipped(shipped, draft);
    if (!code)
    {
        // From here on the copy is complete: a start that is killed later is continued, not
        // repeated.
        fs::rename(draft, directory / ready_start, ec);
        code = ec;
    }
    fs::remove_all(draft, ec);
    if (code)
        return directory_failure(code, copying, directory);
    return {};
}

result<void> move_out(const fs::path& ready, const fs::path& directory)
{
    std::error_code ec;
    for (const auto& path : paths_in(ready))
        // A start that was killed has moved some already.
        if (const auto place = directory / path.filename(); !ec && !fs::exists(place, ec))
            fs::rename(path, place, ec);
    if (ec)
        return directory_failure(ec, "cannot start the data directory", directory);
    fs::remove_all(ready, ec);
    return {};
}

/// Empty where no data was installed.
fs::path installed_data()
{
    const auto shipped = shipped_data_directory();
    std::error_code ec;
    return fs::is_directory(shipped, ec) ? shipped : fs::path();
}

// Built beside its place and renamed, so that a failed start leaves nothing.
result<data_start> make_beside(const fs::path& draft, const fs::path& directory)
{
    const auto shipped = installed_data();
    std::error_code ec;
    fs::create_directories(draft, ec);
    if (ec)
        return directory_failure(ec, "cannot make the data directory", directory);
    const auto copied =
        shipped.empty() ? boost::system::error_code() : copy_shipped(shipped, draft);
    if (!copied)
        fs::rename(draft, directory, ec);
    const boost::system::error_code placed = ec;
    // Gone already where it got its name.
    fs::remove_all(draft, ec);
    if (copied)
        return directory_failure(copied, copying, directory);
    // rename() fails on a directory with content: another run may have made it at the same time.
    if (placed && !fs::is_directory(directory))
        return directory_failure(placed, "cannot make the data directory", directory);
    return shipped.empty() ? data_start::bare : data_start::from_shipped;
}

}  // namespace

fs::path directory_to_read(const fs::path& data)
{
    std::error_code ec;
    return fs::is_directory(data, ec) ? data : shipped_data_directory();
}

fs::path shipped_data_directory()
{
    std::error_code ec;
    const auto program = fs::read_symlink("/proc/self/exe", ec);
    return ec ? fs::path() : program.parent_path().parent_path() / "share" / "muster" / "data";
}

bool is_what_ships(const fs::path& directory)
{
    const auto shipped = shipped_data_directory();
    std::error_code ec;
    return !shipped.empty() && fs::equivalent(shipped, directory, ec);
}

result<data_start> prepare_data_directory(const fs::path& directory)
{
    // Also when the directory exists: a killed start may have left its draft beside it.
    const auto start = start_of(directory);
    remove_left_starts(start);
    std::error_code ec;
    if (fs::is_directory(directory, ec))
        return data_start::none;
    if (fs::exists(directory, ec))
        return directory_failure(
            make_error_code(boost::system::errc::not_a_directory),
            "cannot make the data directory",
            directory
        );
    return make_beside(start.string() + std::to_string(::getpid()), directory);
}

result<data_start> fill_empty_directory(const fs::path& directory)
{
    const auto ready = directory / ready_start;
    std::error_code ec;
    if (!fs::is_directory(ready, ec))
    {
        const auto shipped = installed_data();
        // Working in the shipped directory itself: there is nothing to copy from.
        const bool is_here = shipped.empty() || is_what_ships(directory);
        if (is_here || !is_without_data(directory))
            return data_start::none;
        const auto copied = copy_in(shipped, directory);
        if (copied.has_error())
            return copied.error();
    }
    const auto moved = move_out(ready, directory);
    if (moved.has_error())
        return moved.error();
    return data_start::from_shipped;
}

}  // namespace muster
