#include "find_plugins.hpp"

#include "base/paths_in.hpp"
#include "library_check.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <map>
#include <set>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace fs = std::filesystem;

namespace muster {

namespace {

constexpr const char* library_suffix = ".so";

// Somebody else could change what is loaded: then it is not ours to run.
std::string distrust(const struct stat& facts, std::string_view what)
{
    if (facts.st_uid != ::geteuid() && facts.st_uid != 0)
        return "untrusted: the " + std::string(what) +
               " belongs to another user; give it to yourself "
               "or use --allow-untrusted";
    if (facts.st_mode & (S_IWGRP | S_IWOTH))
        return "untrusted: the " + std::string(what) +
               " is writable by others; chmod go-w it or use "
               "--allow-untrusted";
    return {};
}

std::vector<fs::path> library_files(const fs::path& directory, std::error_code& ec)
{
    auto files = paths_in(directory, ec);
    // README files and build leftovers lie beside plugins; only what has the suffix was meant.
    std::erase_if(files, [](const auto& file) { return file.extension() != library_suffix; });
    // Directories list in any order, and of two plugins of one name the first is used.
    std::ranges::sort(files, {}, &fs::path::native);
    return files;
}

// stat() says only that nothing is there; of a broken link the reader needs the target.
std::string link_text(const fs::path& path)
{
    std::error_code ec;
    const auto target = fs::read_symlink(path, ec);
    return ec ? std::string() : " (a link to " + target.string() + ')';
}

class search
{
public:
    explicit search(bool allow_untrusted) : allow_untrusted_(allow_untrusted) {}

    void look_through(const fs::path& directory)
    {
        struct stat facts = {};
        std::error_code ec;
        if (::stat(directory.c_str(), &facts) != 0)
            ec.assign(errno, std::generic_category());
        else if (!S_ISDIR(facts.st_mode))
            ec = std::make_error_code(std::errc::not_a_directory);
        // The same directory by two names, as the installed one and --plugin-dir: each file would
        // be shadowed by itself.
        else if (!directories_.insert({facts.st_dev, facts.st_ino}).second)
            return;
        const auto files = ec ? std::vector<fs::path>{} : library_files(directory, ec);
        if (ec)
        {
            found_.unreadable.push_back({directory, ec.message()});
            return;
        }
        // Passed on to its files: who may write to a directory may replace all that is in it.
        const auto distrusted = allow_untrusted_ ? "" : distrust(facts, "directory");
        for (const auto& file : files)
            facts_of_row(file, distrusted);
    }

    plugin_search take() { return std::move(found_); }

private:
    void facts_of_row(const fs::path& path, const std::string& directory_reason)
    {
        struct stat facts = {};
        if (::stat(path.c_str(), &facts) != 0)
        {
            const std::string why = std::strerror(errno);
            found_.files.push_back({path, "not-a-file: " + why + link_text(path)});
            return;
        }
        const file_identity identity{facts.st_dev, facts.st_ino};
        auto distrusted = directory_reason;
        // Of what is no regular file the next check says what it is, which helps more.
        if (distrusted.empty() && !allow_untrusted_ && S_ISREG(facts.st_mode))
            distrusted = distrust(facts, "file");
        // Not looked into: whoever may change it could do so again after the look.
        if (!distrusted.empty())
        {
            found_.files.push_back({path, distrusted, true, identity});
            return;
        }
        // A link to a plugin that was found already is not loaded a second time.
        const auto [first, is_new] = seen_.emplace(identity, path);
        if (!is_new)
        {
            found_.files.push_back({path, "", false, identity, first->second});
            return;
        }
        const auto checked = check_library_file(path);
        found_.files.push_back(
            {path, checked.has_error() ? checked.error().where : "", false, identity}
        );
    }

    bool allow_untrusted_;
    std::map<file_identity, fs::path> seen_ = {};
    std::set<file_identity> directories_ = {};
    plugin_search found_ = {};
};

}  // namespace

plugin_search find_plugins(std::span<const fs::path> directories, bool allow_untrusted)
{
    search all(allow_untrusted);
    for (const auto& directory : directories)
        all.look_through(directory);
    return all.take();
}

}  // namespace muster
