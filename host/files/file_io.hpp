#pragma once

#include "muster/failure.hpp"
#include "text/text_parts.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace muster {

class draft_writer;

/// The largest file that is read into memory: a staging file of the whole Hub fits.
inline constexpr std::uint64_t file_bytes_limit = std::uint64_t{4} << 30;

/// The whole content of a regular file. Fails with the system's error code; `where` is a sentence.
result<std::string> read_file(const std::filesystem::path& file);

/// As read_file, with nothing for a file that does not exist.
result<std::optional<std::string>> read_file_if_there(const std::filesystem::path& file);

/// The next content of a file, written beside it. What is not put in place is taken away again.
///
/// The new file has the permissions of the old one. Of a symbolic link, the file that it leads to
/// is replaced, and the link stays.
class file_draft
{
public:
    /// Fails with the system's error code, and when something that is no file has the name. A file
    /// that has this content already needs no draft.
    static result<file_draft> write(const std::filesystem::path& file, const text_parts& content);

    file_draft(file_draft&& other) noexcept;
    file_draft& operator=(file_draft&& other) = delete;
    ~file_draft();

    /// Whether putting it in place changes anything.
    bool is_new() const noexcept { return !draft_.empty(); }

    /// Returns when all of it is on the disk.
    result<void> flush();

    /// Renames it, when it is on the disk: readers see the old content or the new.
    result<void> put_in_place();

private:
    file_draft(std::filesystem::path file, std::filesystem::path target);

    std::filesystem::path file_;         ///< as it was named
    std::filesystem::path target_;       ///< where that leads
    std::filesystem::path draft_ = {};   ///< empty: nothing to do
    std::unique_ptr<draft_writer> out_;  ///< until it is on the disk
};

/// Takes away what a killed run left half-written in a directory, not below it, and beside the
/// files that links in it lead to. Nobody else may be writing there.
void remove_left_drafts(const std::filesystem::path& directory);

/// Replaces a file in one step, by a draft: written beside it, flushed to the disk, renamed.
/// Readers see the old content or the new. A file that has this content already is left untouched.
///
/// Fails with the system's error code; then the old file stands and nothing is left beside it.
result<void> replace_file(const std::filesystem::path& file, std::string_view content);

}  // namespace muster
