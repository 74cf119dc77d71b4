#pragma once

#include "muster/failure.hpp"
#include "text/chunked_text.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace muster {

class draft_writer;

/// A larger file is not read into memory. A staging file of the whole Hub has well below this.
inline constexpr std::uint64_t file_bytes_limit = std::uint64_t{4} << 30;

/// The whole content of a regular file. Fails with the system's error code, with file_too_large
/// past the limit; `where` is a sentence.
result<std::string>
read_file(const std::filesystem::path& file, std::uint64_t bytes_limit = file_bytes_limit);

/// As read_file(), but a file that does not exist is nothing rather than a failure.
result<std::optional<std::string>> read_file_if_there(const std::filesystem::path& file);

/// The next content of a file, written beside it; removed again unless it is put in place.
///
/// The new file has the permissions of the old one. Through a symbolic link, the file that it leads
/// to is replaced, and the link stays.
class file_draft
{
public:
    /// Fails with the system's error code, and when the path is a directory. A file that has this
    /// content already needs no draft.
    /// is_compared: false where another draft of the file takes its place before this one.
    static result<file_draft>
    write(const std::filesystem::path& file, const chunked_text& content, bool is_compared = true);

    file_draft(file_draft&& other) noexcept;
    file_draft& operator=(file_draft&& other) = delete;
    ~file_draft();

    /// Whether there is a draft: the content differs from the file's.
    bool is_new() const noexcept { return !draft_.empty(); }

    /// Returns when the draft is on the disk. put_in_place() flushes by itself; earlier is for
    /// several files that must all be safe before the first is renamed.
    result<void> flush();

    /// Flushes and renames: readers see the old content or the new, never a mixture, also after a
    /// power failure.
    result<void> put_in_place();

private:
    file_draft(std::filesystem::path file, std::filesystem::path target);

    std::filesystem::path file_;         ///< as the caller named it, for messages
    std::filesystem::path target_;       ///< the file at the end of its links
    std::filesystem::path draft_ = {};   ///< empty: nothing to do
    std::unique_ptr<draft_writer> out_;  ///< until it is on the disk
};

/// Deletes the drafts that a killed run left in a directory (not in those below), and beside the
/// targets of its links. Precondition: nobody else writes there; the data directory's lock is held.
void remove_left_drafts(const std::filesystem::path& directory);

/// Replaces a file in one step: writes a draft beside it, flushes and renames it. A file that has
/// this content already is left untouched, with its date.
///
/// Fails with the system's error code; then the old file is unchanged and no draft is left.
result<void> replace_file(const std::filesystem::path& file, std::string_view content);

}  // namespace muster
