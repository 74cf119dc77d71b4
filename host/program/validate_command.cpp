#include "context.hpp"
#include "data/data_directory.hpp"
#include "data/validate_files.hpp"
#include "files/file_io.hpp"
#include "json/array_of.hpp"
#include "json/member_reader.hpp"
#include "muster/json_text.hpp"
#include "site/site_index.hpp"

#include <boost/json/array.hpp>

namespace asio = boost::asio;
namespace fs = std::filesystem;
namespace json = boost::json;

namespace muster {

namespace {

/// The schemas that the program ships with: a copy in the data directory may be of an earlier one.
fs::path schemas_for(const fs::path& data)
{
    std::error_code ec;
    const auto shipped = shipped_data_directory() / "schema";
    return fs::is_directory(shipped, ec) ? shipped : data / "schema";
}

/// place: of the entry, with the index's name.
void check_sum(
    const fs::path& site,
    const json::value& entry,
    const std::string& place,
    data_violations& violations
)
{
    const auto path = path_in_entry(entry);
    if (!path)
    {
        violations.lines.push_back(place + " names no file of the site; publish it again");
        return;
    }
    const auto file = read_file(site / *path);
    if (file.has_error())
        violations.lines.push_back(*path + ": cannot be read; publish it again");
    // An entry without a checksum has that of no file.
    else if (sha256_of(*file) != text_in(entry.get_object(), "sha256"))
        violations.lines.push_back(
            *path + ": is not what " + std::string(site_index_path) +
            " has the checksum of; publish it again"
        );
}

/// Holds the files of a published site to the checksums of its index.
result<void> check_sums(const fs::path& site, data_violations& violations)
{
    const auto text = read_file_if_there(site / site_index_path);
    if (text.has_error())
        return text.error();
    if (!*text)
        return {};
    const std::string name(site_index_path);
    const auto paths = paths_in_index(**text, name);
    const auto index = parse_json(**text, name);
    if (paths.has_error())
    {
        violations.lines.push_back(paths.error().where + "; publish it again");
        return {};
    }
    const auto& entries = list_in(index->get_object(), "files");
    for (std::size_t i = 0; i < entries.size(); ++i)
        check_sum(site, entries[i], name + ": files[" + std::to_string(i) + ']', violations);
    return {};
}

result<data_violations> violations_of(const fs::path& data)
{
    data_violations violations;
    const auto files = read_by_schema(data, schemas_for(data), violations);
    if (files.has_error())
        return files.error();
    // After the schemas, on which its reading of the files relies.
    check_promises(*files, violations);
    const auto summed = check_sums(data, violations);
    if (summed.has_error())
        return summed.error();
    // A mistyped directory must not pass in a CI as sound.
    if (files->empty() && violations.lines.empty() && !fs::exists(data / site_index_path))
        return wrong_usage(data.string() + " holds no data of muster");
    return violations;
}

}  // namespace

asio::awaitable<command_result> validate_command(program_context& context)
{
    if (context.words.size() > 1)
        co_return wrong_usage("validate takes one directory");
    const auto& chosen = context.asked.chosen;
    const auto data = context.words.empty() ? chosen.data_directory : fs::path(context.words[0]);
    std::error_code ec;
    if (!fs::is_directory(data, ec))
        co_return wrong_usage("there is no directory " + data.string());
    const auto found = violations_of(data);
    if (found.has_error())
        co_return found.error();
    std::string lines;
    for (const auto& one : found->lines)
        lines += printable((data / one).string()) + '\n';
    if (lines.empty())
        lines = "nothing is wrong with " + data.string() + '\n';
    const json::array list(found->lines.begin(), found->lines.end());
    context.out.result(chosen.json ? to_json_text(list) : lines);
    co_return found->lines.empty() ? exit_status::ok : exit_status::host_failed;
}

}  // namespace muster
