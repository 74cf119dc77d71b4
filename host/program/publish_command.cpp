#include "base/amounts.hpp"
#include "context.hpp"
#include "files/file_io.hpp"
#include "muster/json_text.hpp"
#include "site/read_site.hpp"
#include "site/site_index.hpp"

#include <boost/json/object.hpp>

namespace asio = boost::asio;
namespace fs = std::filesystem;
namespace json = boost::json;

namespace muster {

namespace {

/// What an earlier publishing left in the directory; nothing where there was none.
result<std::optional<std::set<std::string>>> published_before(const fs::path& directory)
{
    const auto file = directory / site_index_path;
    const auto text = read_file_if_there(file);
    if (text.has_error())
        return text.error();
    if (!*text)
        // No index: whatever is there is not muster's own.
        return std::optional<std::set<std::string>>();
    auto paths = paths_in_index(**text, file.string());
    if (paths.has_error())
        return failure{
            errc::wrong_shape,
            paths.error().where + "; it tells which files are muster's own: mend it, or publish "
                                  "into an empty directory"};
    return std::optional(std::move(*paths));
}

// Somebody's home page must not be lost to a mistyped directory.
result<void> none_is_there(const fs::path& directory, const std::vector<site_file>& files)
{
    std::error_code ec;
    for (const auto& one : files)
        if (fs::exists(directory / one.path, ec))
            return wrong_usage(
                (directory / one.path).string() +
                " is there already, and not from muster publish: name an empty directory"
            );
    return {};
}

result<void> write(const fs::path& directory, const site_file& one)
{
    const auto file = directory / one.path;
    std::error_code ec;
    fs::create_directories(file.parent_path(), ec);
    if (ec)
        return failure{
            ec, "cannot make the directory " + file.parent_path().string() + ": " + ec.message()};
    return replace_file(file, one.text);
}

void remove_file(const fs::path& directory, const std::string& path)
{
    auto file = fs::path(path);
    std::error_code ec;
    fs::remove(directory / file, ec);
    // Its folder, too, where it was the last: fails where something is left.
    for (file = file.parent_path(); !file.empty() && !ec; file = file.parent_path())
        fs::remove(directory / file, ec);
}

/// How many files of an earlier publishing were removed.
std::size_t remove_others(
    const fs::path& directory,
    const std::set<std::string>& before,
    const std::vector<site_file>& files
)
{
    auto left = before;
    for (const auto& one : files)
        left.erase(one.path);
    for (const auto& path : left)
        remove_file(directory, path);
    return left.size();
}

/// Writes the site into a directory, its index last; how many files are there no longer.
result<std::size_t> write_site(
    const fs::path& directory,
    const site_material& material,
    const std::vector<site_file>& files,
    const interruption& stop
)
{
    const auto before = published_before(directory);
    if (before.has_error())
        return before.error();
    const site_file index{std::string(site_index_path), site_index(material, files)};
    if (!*before)
    {
        if (const auto is_free = none_is_there(directory, files); is_free.has_error())
            return is_free.error();
        // The first: what a publishing that is killed leaves is its own for the next.
        if (const auto written = write(directory, index); written.has_error())
            return written.error();
    }
    for (const auto& one : files)
    {
        if (stop.is_requested)
            return interrupted("the next muster publish writes the rest of " + directory.string());
        if (const auto written = write(directory, one); written.has_error())
            return written.error();
    }
    // The last: who reads it must find all that it names.
    if (const auto written = write(directory, index); written.has_error())
        return written.error();
    // After the index, which names them no longer: who has read the one before finds them till
    // then.
    return remove_others(directory, before->value_or(std::set<std::string>()), files);
}

}  // namespace

asio::awaitable<command_result> publish_command(program_context& context)
{
    if (context.words.empty() || context.words[0].empty())
        co_return wrong_usage("publish needs the directory to write into: muster publish site");
    if (context.words.size() > 1)
        co_return wrong_usage("publish writes into one directory: muster publish site");
    const fs::path directory = context.words[0];
    const auto& data = context.asked.chosen.data_directory;
    std::error_code ec;
    if (fs::equivalent(directory, data, ec))
        co_return wrong_usage(
            "publish cannot write into the data directory itself: name another, such as site"
        );
    const auto material = read_site(data);
    if (material.has_error())
        co_return material.error();
    const auto files = site_files(*material);
    const auto removed = write_site(directory, *material, files, context.stop);
    if (removed.has_error())
        co_return removed.error();
    if (context.asked.chosen.json)
        context.out.result(to_json_text(json::object{
            {"directory", directory.string()},
            {"models", material->models.size()},
            {"files", files.size() + 1},
            {"removed", *removed}}));
    else
        context.out.result(
            directory.string() + ": " + count_of(material->models.size(), "model") + ", " +
            count_of(files.size() + 1, "file") +
            (*removed > 0 ? "; " + count_of(*removed, "file") + " of before removed" : "") +
            "; any web server can serve it, and index.html is the page to begin with\n"
        );
    co_return exit_status::ok;
}

}  // namespace muster
