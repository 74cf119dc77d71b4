#include "pending_files.hpp"

#include "base/amounts.hpp"
#include "chunks_in_order.hpp"
#include "file_io.hpp"

#include <algorithm>

namespace fs = std::filesystem;

namespace muster {

namespace {

result<void> make_directory(const fs::path& directory)
{
    std::error_code ec;
    fs::create_directories(directory, ec);
    if (!ec)
        return {};
    const boost::system::error_code code(ec.value(), boost::system::system_category());
    return failure{code, "cannot make the directory " + directory.string() + ": " + ec.message()};
}

// A failed rename leaves a mixture of old and new files: which ones is what a person needs to know.
std::string what_was_replaced(const std::vector<fs::path>& replaced)
{
    if (replaced.empty())
        return "; no file was replaced";
    std::string text;
    for (const auto& file : replaced)
        add_to_list(text, file.string());
    return "; these files were replaced before: " + text;
}

// A text of a million rows takes a while to make.
chunked_text until_stopped(const chunked_text& text, const interruption& stop)
{
    return {text.count, [&text, &stop](std::size_t part) {
                throw_if_requested(stop);
                return text.make(part);
            }};
}

}  // namespace

void pending_files::add(fs::path file, chunked_text content)
{
    files_.emplace_back(std::move(file), std::move(content));
}

void pending_files::leave_as_it_is(const fs::path& file)
{
    std::erase_if(files_, [&file](const auto& one) { return one.first == file; });
}

const chunked_text* pending_files::content_of(const fs::path& file) const
{
    for (const auto& [name, content] : files_)
        if (name == file)
            return &content;
    return nullptr;
}

result<std::vector<file_change>> pending_files::changes() const
{
    std::vector<file_change> out;
    for (std::size_t i = 0; i < files_.size(); ++i)
    {
        const auto& [file, content] = files_[i];
        const auto is_same_file = [&file = file](const auto& one) { return one.first == file; };
        // Of a file that is written twice the last content stays.
        if (std::any_of(
                files_.begin() + static_cast<std::ptrdiff_t>(i) + 1, files_.end(), is_same_file
            ))
            continue;
        auto before = read_file_if_there(file);
        if (before.has_error())
            return before.error();
        std::string after;
        write_in_order(content, [&after](std::string_view part) {
            after += part;
            return true;
        });
        if (!*before || **before != after)
            out.push_back({file, before->value_or(""), std::move(after)});
    }
    return out;
}

bool pending_files::is_drafted(const fs::path& file, const std::vector<file_draft>& drafts) const
{
    for (std::size_t i = 0; i < drafts.size(); ++i)
        if (files_[i].first == file && drafts[i].is_new())
            return true;
    return false;
}

// All drafts are on the disk before the first is renamed: a full disk, or a file that cannot be
// written, changes nothing. Flushing last lets the disk work on one draft while the next is made.
result<void> pending_files::write(const interruption& stop) const
{
    std::vector<file_draft> drafts;
    for (const auto& [file, content] : files_)
    {
        auto made = make_directory(file.parent_path());
        if (made.has_error())
            return made.error();
        const bool is_first = !is_drafted(file, drafts);
        auto draft = file_draft::write(file, until_stopped(content, stop), is_first);
        if (draft.has_error())
            return draft.error();
        drafts.push_back(std::move(*draft));
    }
    for (auto& draft : drafts)
    {
        throw_if_requested(stop);
        auto flushed = draft.flush();
        if (flushed.has_error())
            return flushed.error();
    }
    throw_if_requested(stop);
    std::vector<fs::path> replaced;
    for (std::size_t i = 0; i < drafts.size(); ++i)
    {
        const bool is_new = drafts[i].is_new();
        auto placed = drafts[i].put_in_place();
        if (placed.has_error())
            return failure{placed.error().code, placed.error().where + what_was_replaced(replaced)};
        // An unchanged file was not touched.
        if (is_new)
            replaced.push_back(files_[i].first);
    }
    return {};
}

}  // namespace muster
