#pragma once

#include "muster/failure.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace muster {

/// The data that ships with the program: ../share/muster/data, seen from it. Whether it is there is
/// another question; empty when the program does not know where it is itself.
std::filesystem::path shipped_data_directory();

/// Makes the data directory ready: one that does not exist is started from the data that ships
/// with the program, or empty where none was installed.
///
/// Returns whether it was started now. Fails with the system's code; `where` is a sentence.
result<bool> prepare_data_directory(const std::filesystem::path& directory);

/// Files to be written together once all of them are known, so that a failure before leaves
/// everything as it was.
class pending_files
{
public:
    void add(std::filesystem::path file, std::string content);

    /// What a file is to hold; null when it is not among them.
    const std::string* content_of(const std::filesystem::path& file) const;

    /// Replaces the files in the order they were added; directories are made as needed. None is
    /// replaced before all are on the disk: a full one leaves every file as it was. When a rename
    /// fails after that, the files before it are new and those after it old, each of them whole.
    result<void> write() const;

private:
    std::vector<std::pair<std::filesystem::path, std::string>> files_ = {};
};

}  // namespace muster
