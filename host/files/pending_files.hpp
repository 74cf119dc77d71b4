#pragma once

#include "base/interruption.hpp"
#include "file_io.hpp"
#include "muster/failure.hpp"
#include "text/chunked_text.hpp"

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace muster {

/// A file with another content than it has; before is empty where there is none.
struct file_change
{
    std::filesystem::path file = {};
    std::string before = {};
    std::string after = {};
};

/// Files that are written together at the end of a run, so that a failure before leaves all as they
/// were.
class pending_files
{
public:
    /// A file may be added twice: what it has after the files between is another content.
    void add(std::filesystem::path file, chunked_text content);

    /// Takes a file out again, which has the content that it would be given.
    void leave_as_it_is(const std::filesystem::path& file);

    /// The content that a file will have; null when it is not among them. Later steps read it from
    /// here, before it is on the disk.
    const chunked_text* content_of(const std::filesystem::path& file) const;

    /// What write() would change. Holds the contents of these files. Fails where one of them cannot
    /// be read.
    result<std::vector<file_change>> changes() const;

    /// Replaces the files in the order in which they were added, making directories as needed.
    /// Until all drafts are on the disk none is renamed, so that a full disk changes nothing. When
    /// a rename fails after that, the files before it are new and those after it old, each
    /// complete; the failure names the new ones.
    ///
    /// Throws work_interrupted when the user stops the program before the first is renamed.
    result<void> write(const interruption& stop = {}) const;

private:
    /// Whether one of the drafts, which are of the first files, is of this one.
    bool is_drafted(const std::filesystem::path& file, const std::vector<file_draft>& drafts) const;

    std::vector<std::pair<std::filesystem::path, chunked_text>> files_ = {};
};

}  // namespace muster
