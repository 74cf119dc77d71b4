#pragma once

#include "library_file.hpp"

#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace muster {

/// A file with the library suffix in a plugin directory.
struct plugin_file
{
    std::filesystem::path path = {};

    /// Why it is not loaded ("untrusted: …", "not-a-library: …"); empty when it may be.
    std::string reason = {};
    bool is_untrusted = false;

    /// Which file was looked at: it is this one, and no other, that may be loaded.
    file_identity identity = {};

    /// The name under which the same file was found before; empty for the first.
    std::filesystem::path same_as = {};
};

/// A plugin directory that could not be searched, and why.
struct unreadable_directory
{
    std::filesystem::path path = {};
    std::string reason = {};
};

struct plugin_search
{
    std::vector<plugin_file> files = {};
    std::vector<unreadable_directory> unreadable = {};
};

/// Looks through directories in the order given, in each by file name. Of a file
/// that is reached twice (by a link, say) the later names point to the first; a directory named
/// twice is searched once. Runs nothing of what it finds.
///
/// File and directory must belong to us or to root and be writable by no one else; links must
/// lead to a file that is so, too.
plugin_search
find_plugins(std::span<const std::filesystem::path> directories, bool allow_untrusted);

}  // namespace muster
