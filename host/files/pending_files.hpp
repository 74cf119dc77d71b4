#pragma once

#include "muster/failure.hpp"
#include "text/text_parts.hpp"

#include <filesystem>
#include <utility>
#include <vector>

namespace muster {

/// Files to be written together once all of them are known, so that a failure before leaves
/// everything as it was.
class pending_files
{
public:
    void add(std::filesystem::path file, text_parts content);

    /// What a file is to hold; null when it is not among them.
    const text_parts* content_of(const std::filesystem::path& file) const;

    /// Replaces the files in the order they were added; directories are made as needed. None is
    /// replaced before all are on the disk: a full one leaves every file as it was. When a rename
    /// fails after that, the files before it are new and those after it old, each of them whole;
    /// the failure says which are new.
    result<void> write() const;

private:
    std::vector<std::pair<std::filesystem::path, text_parts>> files_ = {};
};

}  // namespace muster
