#include "data_directory.hpp"

#include "file_io.hpp"

#include <unistd.h>

namespace fs = std::filesystem;

namespace muster {

namespace {

failure
directory_failure(const std::error_code& ec, std::string_view what, const fs::path& directory)
{
    const boost::system::error_code code(ec.value(), boost::system::system_category());
    return {code, std::string(what) + ' ' + directory.string() + ": " + ec.message()};
}

// A tree that the program was built in may hold what its last run left.
bool is_left_by_a_run(const fs::path& name)
{
    return name == "run_report.json" || name == "review.html" || name == "history" ||
           name.string().starts_with('.');
}

result<void> copy_shipped(const fs::path& shipped, const fs::path& directory)
{
    std::error_code ec;
    for (auto entry = fs::recursive_directory_iterator(shipped, ec);
         !ec && entry != fs::recursive_directory_iterator();
         entry.increment(ec))
    {
        const auto target = directory / entry->path().lexically_relative(shipped);
        if (is_left_by_a_run(entry->path().filename()))
        {
            entry.disable_recursion_pending();
            continue;
        }
        if (!entry->is_regular_file())
            continue;
        fs::create_directories(target.parent_path(), ec);
        if (!ec)
            fs::copy_file(entry->path(), target, ec);
        if (ec)
            break;
    }
    if (ec)
        return directory_failure(ec, "cannot copy the shipped data to", directory);
    return {};
}

}  // namespace

fs::path shipped_data_directory()
{
    std::error_code ec;
    const auto program = fs::read_symlink("/proc/self/exe", ec);
    return ec ? fs::path() : program.parent_path().parent_path() / "share" / "muster" / "data";
}

// Built beside its place and renamed, so that a start that fails is none.
result<bool> prepare_data_directory(const fs::path& directory)
{
    std::error_code ec;
    if (fs::is_directory(directory, ec))
        return false;
    if (fs::exists(directory, ec))
        return directory_failure(
            std::make_error_code(std::errc::not_a_directory),
            "cannot make the data directory",
            directory
        );
    auto draft = directory.has_filename() ? directory : directory.parent_path();
    draft += ".draft-" + std::to_string(::getpid());
    const auto shipped = shipped_data_directory();
    fs::create_directories(draft, ec);
    auto made =
        ec ? result<void>(directory_failure(ec, "cannot make the data directory", directory))
           : result<void>();
    if (made.has_value() && !shipped.empty() && fs::is_directory(shipped, ec))
        made = copy_shipped(shipped, draft);
    if (made.has_value())
    {
        ::sync();
        fs::rename(draft, directory, ec);
        // Another run may have started it at the same time.
        if (ec && !fs::is_directory(directory))
            made = directory_failure(ec, "cannot make the data directory", directory);
    }
    fs::remove_all(draft, ec);
    if (made.has_error())
        return made.error();
    return true;
}

void pending_files::add(fs::path file, std::string content)
{
    files_.emplace_back(std::move(file), std::move(content));
}

// All drafts are on the disk before the first is renamed: a disk that is full, or a file that
// cannot be written, leaves all as they were.
const std::string* pending_files::content_of(const fs::path& file) const
{
    for (const auto& [name, content] : files_)
        if (name == file)
            return &content;
    return nullptr;
}

result<void> pending_files::write() const
{
    std::vector<file_draft> drafts;
    for (const auto& [file, content] : files_)
    {
        std::error_code ec;
        fs::create_directories(file.parent_path(), ec);
        if (ec)
            return directory_failure(ec, "cannot make the directory", file.parent_path());
        auto draft = file_draft::write(file, content);
        if (draft.has_error())
            return draft.error();
        drafts.push_back(std::move(*draft));
    }
    for (auto& draft : drafts)
    {
        const auto placed = draft.put_in_place();
        if (placed.has_error())
            return placed.error();
    }
    return {};
}

}  // namespace muster
