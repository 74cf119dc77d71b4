#include "base/paths_in.hpp"
#include "chunks_in_order.hpp"
#include "draft_writer.hpp"
#include "file_io.hpp"

#include <atomic>
#include <cerrno>
#include <system_error>
#include <utility>
#include <vector>

namespace fs = std::filesystem;

namespace muster {

namespace {

// "models.json.draft-4711": beside the target, as rename() works within one file system only.
constexpr auto draft_mark = ".draft-";
constexpr int links_limit = 40;  // as Linux has it

// With the process id, so that two runs never share a draft, and readable, as a person may find
// one. A run may write a file twice: each of its drafts has a number, too.
fs::path draft_of(const fs::path& file)
{
    static std::atomic<unsigned> made = 0;
    // All as long, so that no two pairs of numbers read alike.
    constexpr unsigned first_number = 1'000'000;
    auto draft = file;
    draft += draft_mark + std::to_string(::getpid()) + std::to_string(first_number + made++);
    return draft;
}

// Strict, since what it accepts is deleted.
bool is_draft(std::string_view name)
{
    const auto mark = name.rfind(draft_mark);
    if (mark == std::string_view::npos)
        return false;
    const auto number = name.substr(mark + std::string_view(draft_mark).size());
    return !number.empty() && number.find_first_not_of("0123456789") == std::string_view::npos;
}

// The end of a chain of symbolic links: the file that is to be replaced. A link to nothing names a
// file to be made.
result<fs::path> end_of_links(const fs::path& file)
{
    auto end = file;
    std::error_code ec;
    for (int links = 0; fs::is_symlink(end, ec); ++links)
    {
        // A loop of links.
        if (links == links_limit)
            return system_failure(ELOOP, "cannot write", file);
        const auto next = fs::read_symlink(end, ec);
        if (ec)
            return system_failure(ec.value(), "cannot write", file);
        // A relative link is relative to its own directory; an absolute one replaces the path.
        end = end.parent_path() / next;
    }
    return end;
}

/// 0, or errno.
int write_parts(draft_writer& out, const chunked_text& content)
{
    int code = 0;
    try
    {
        write_in_order(content, [&](std::string_view part) {
            code = out.write(part);
            return code == 0;
        });
    }
    catch (const std::system_error& unreadable)  // of a part that another file has
    {
        code = unreadable.code().value();
    }
    return code != 0 ? code : out.finish();
}

// A link may lead to any directory: only drafts of its very target are deleted there.
void add_drafts_beside(const fs::path& link, std::vector<fs::path>& drafts)
{
    const auto target = end_of_links(link);
    if (target.has_error())
        return;
    const auto prefix = target->filename().string() + draft_mark;
    for (const auto& path : paths_in(target->parent_path()))
    {
        const auto name = path.filename().string();
        std::error_code ec;
        if (name.starts_with(prefix) && is_draft(name) && fs::is_regular_file(path, ec))
            drafts.push_back(path);
    }
}

// A rename is on the disk when the directory is. Failing is no reason to fail the run: the content
// is complete under both names.
void flush_directory(const fs::path& directory)
{
    const open_file opened(directory.empty() ? fs::path(".") : directory, O_RDONLY | O_DIRECTORY);
    if (opened.is_open())
        ::fsync(opened.descriptor());
}

}  // namespace

result<file_draft>
file_draft::write(const fs::path& file, const chunked_text& content, bool is_compared)
{
    const auto target = end_of_links(file);
    if (target.has_error())
        return target.error();
    file_draft made(file, *target);
    std::error_code ec;
    // Said now, where nothing was written yet; rename() would say so at the very end.
    if (fs::is_directory(*target, ec))
        return system_failure(EISDIR, "cannot write", file);
    const auto draft = draft_of(*target);
    auto out = std::make_unique<draft_writer>(*target, draft, is_compared);
    // Known before it is there: making a part may throw, as where the user stops the program, and
    // the destructor deletes what was written till then.
    made.draft_ = draft;
    const int code = write_parts(*out, content);
    if (out->has_begun())
        made.out_ = std::move(out);
    else
        made.draft_.clear();
    if (code != 0)
        return system_failure(code, "cannot write", file);
    return made;
}

file_draft::file_draft(fs::path file, fs::path target)
    : file_(std::move(file)), target_(std::move(target))
{
}

file_draft::file_draft(file_draft&& other) noexcept
    : file_(std::move(other.file_)), target_(std::move(other.target_)),
      // The one that was moved from must not delete the draft.
      draft_(std::exchange(other.draft_, {})), out_(std::move(other.out_))
{
}

file_draft::~file_draft()
{
    if (!draft_.empty())
        ::unlink(draft_.c_str());
}

result<void> file_draft::flush()
{
    const int code = out_ ? out_->flush() : 0;
    out_.reset();
    return code == 0 ? result<void>() : system_failure(code, "cannot write", file_);
}

result<void> file_draft::put_in_place()
{
    if (draft_.empty())
        return {};
    // First, or a power cut could leave the name with content that never reached the disk.
    if (auto flushed = flush(); flushed.has_error())
        return flushed;
    if (::rename(draft_.c_str(), target_.c_str()) != 0)
        return system_failure(errno, "cannot write", file_);
    // The destructor has nothing to delete any more.
    draft_.clear();
    flush_directory(target_.parent_path());
    return {};
}

void remove_left_drafts(const fs::path& directory)
{
    std::vector<fs::path> drafts;
    for (const auto& path : paths_in(directory))
    {
        std::error_code ec;
        if (fs::is_symlink(path, ec))
            add_drafts_beside(path, drafts);
        else if (fs::is_regular_file(path, ec) && is_draft(path.filename().string()))
            drafts.push_back(path);
    }
    for (const auto& draft : drafts)
        ::unlink(draft.c_str());
}

result<void> replace_file(const fs::path& file, std::string_view content)
{
    auto draft = file_draft::write(file, std::string(content));
    if (draft.has_error())
        return draft.error();
    return draft->put_in_place();
}

}  // namespace muster
