#include "data_directory.hpp"

#include "files/file_io.hpp"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <string_view>
#include <unistd.h>
#include <vector>

namespace fs = std::filesystem;

namespace muster {

namespace {

constexpr auto start_mark = ".muster-start-";

// Both lie inside the directory, which may be a mount: what is moved stays on one file system.
constexpr auto unfinished_start = ".start.draft";
constexpr auto ready_start = ".start";

constexpr auto copying = "cannot copy the shipped data to";

failure directory_failure(
    const boost::system::error_code& ec, std::string_view what, const fs::path& directory
)
{
    return {ec, std::string(what) + ' ' + directory.string() + ": " + ec.message()};
}

std::vector<fs::path> names_in(const fs::path& directory)
{
    std::vector<fs::path> names;
    std::error_code ec;
    for (auto entry = fs::directory_iterator(directory, ec);
         !ec && entry != fs::directory_iterator();
         entry.increment(ec))
        names.push_back(entry->path().filename());
    return names;
}

// A tree that the program was built in may hold what its last run left.
bool is_left_by_a_run(const fs::path& name)
{
    return name == "run_report.json" || name == "review.html" || name == "history" ||
           name.string().starts_with('.');
}

// Errors of fs::copy_file do not say that a disk is full.
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
            const auto content = read_file(entry->path());
            if (content.has_error())
                return content.error().code;
            const auto written = replace_file(target, *content);
            if (written.has_error())
                return written.error().code;
        }
    }
    return {ec.value(), boost::system::system_category()};
}

/// Whether a name is this prefix and the number of a process that is no more.
bool is_of_ended_process(std::string_view name, std::string_view prefix)
{
    if (!name.starts_with(prefix))
        return false;
    pid_t number = 0;
    const auto* const end = name.data() + name.size();
    const auto [last, fault] = std::from_chars(name.data() + prefix.size(), end, number);
    return fault == std::errc() && last == end && number > 0 && ::kill(number, 0) != 0 &&
           errno == ESRCH;
}

/// Where a directory is built before it has its name: hidden beside it.
fs::path start_of(const fs::path& directory)
{
    const auto named = directory.has_filename() ? directory : directory.parent_path();
    return named.parent_path() / ('.' + named.filename().string() + start_mark);
}

/// Takes away what starts of a directory left that were killed.
void remove_left_starts(const fs::path& start)
{
    const auto beside = start.has_parent_path() ? start.parent_path() : fs::path(".");
    for (const auto& name : names_in(beside))
    {
        std::error_code ec;
        if (is_of_ended_process(name.string(), start.filename().string()))
            fs::remove_all(beside / name, ec);
    }
}

// What begins with a dot is no data: the lock, what keeps a directory in git. A file system of its
// own has "lost+found".
bool is_without_data(const fs::path& directory)
{
    const auto names = names_in(directory);
    const bool is_readable = !names.empty();  // the lock is there
    return is_readable && std::all_of(names.begin(), names.end(), [](const fs::path& name) {
               return name.string().starts_with('.') || name == "lost+found";
           });
}

result<void> copy_in(const fs::path& shipped, const fs::path& directory)
{
    const auto draft = directory / unfinished_start;
    std::error_code ec;
    fs::remove_all(draft, ec);
    fs::create_directory(draft, ec);
    boost::system::error_code code = ec;
    if (!code)
        code = copy_shipped(shipped, draft);
    if (!code)
    {
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
    for (const auto& name : names_in(ready))
        if (!ec && !fs::exists(directory / name, ec))
            fs::rename(ready / name, directory / name, ec);
    if (ec)
        return directory_failure(ec, "cannot start the data directory", directory);
    fs::remove_all(ready, ec);
    return {};
}

// Built beside its place and renamed, so that a start that fails is none.
result<data_start> make_beside(const fs::path& draft, const fs::path& directory)
{
    const auto shipped = shipped_data_directory();
    std::error_code ec;
    const bool is_shipped = !shipped.empty() && fs::is_directory(shipped, ec);
    fs::create_directories(draft, ec);
    if (ec)
        return directory_failure(ec, "cannot make the data directory", directory);
    const auto copied = is_shipped ? copy_shipped(shipped, draft) : boost::system::error_code();
    if (!copied)
        fs::rename(draft, directory, ec);
    const boost::system::error_code placed = ec;
    fs::remove_all(draft, ec);
    if (copied)
        return directory_failure(copied, copying, directory);
    // Another run may have started it at the same time.
    if (placed && !fs::is_directory(directory))
        return directory_failure(placed, "cannot make the data directory", directory);
    return is_shipped ? data_start::from_shipped : data_start::bare;
}

}  // namespace

fs::path shipped_data_directory()
{
    std::error_code ec;
    const auto program = fs::read_symlink("/proc/self/exe", ec);
    return ec ? fs::path() : program.parent_path().parent_path() / "share" / "muster" / "data";
}

result<data_start> prepare_data_directory(const fs::path& directory)
{
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
        const auto shipped = shipped_data_directory();
        const bool is_shipped = !shipped.empty() && fs::is_directory(shipped, ec) &&
                                !fs::equivalent(shipped, directory, ec);
        if (!is_shipped || !is_without_data(directory))
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
