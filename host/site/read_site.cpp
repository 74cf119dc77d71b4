#include "read_site.hpp"

#include "catalog/changes.hpp"
#include "contract/identity.hpp"
#include "data/data_files.hpp"
#include "data/gpus_file.hpp"
#include "json/array_of.hpp"
#include "muster/json_text.hpp"

namespace fs = std::filesystem;
namespace json = boost::json;

namespace muster {

namespace {

constexpr std::string_view builds_file = "builds.json";
constexpr std::string_view names_file = "names.json";

/// The schemas of what is published. The other files are for whoever keeps the data directory.
constexpr std::string_view schemas[] = {
    "models", "builds", "names", "changes", "gpus", "site_index", "site_model"};

std::string published_path(std::string_view name)
{
    return std::string(site_version) + '/' + std::string(name);
}

/// Adds a file as it is, and gives its text; empty where there is none.
result<std::string> copy(const fs::path& data, const std::string& name, site_material& out)
{
    auto text = read_file_if_there(data / name);
    if (text.has_error())
        return text.error();
    if (!*text)
        return std::string();
    // Byte by byte, so that programs find what they know from the data directory.
    out.copies.push_back({published_path(name), **text});
    return std::move(**text);
}

/// place: what stands before "[7]" in a message.
result<void> check_objects(const json::array& list, const std::string& place)
{
    for (std::size_t i = 0; i < list.size(); ++i)
        if (!list[i].is_object())
            return damaged_file(
                {errc::wrong_shape, place + '[' + std::to_string(i) + "]: is not an object"}
            );
    return {};
}

result<json::array> list_from(const std::string& text, const fs::path& file)
{
    // A file that is not there: a parser would call it damaged.
    if (text.empty())
        return json::array();
    auto document = parse_json(text, file.string());
    if (document.has_error())
        return damaged_file(document.error());
    if (!document->is_array())
        return damaged_file({errc::wrong_shape, file.string() + ": is not a list"});
    if (const auto good = check_objects(document->get_array(), file.string() + ": ");
        good.has_error())
        return good.error();
    return std::move(document->get_array());
}

result<void>
copy_list(const fs::path& data, std::string_view name, site_material& out, json::array& list)
{
    auto text = copy(data, std::string(name), out);
    if (text.has_error())
        return text.error();
    auto read = list_from(*text, data / name);
    if (read.has_error())
        return read.error();
    list = std::move(*read);
    return {};
}

// The builds of each model become a table of their own.
result<void> read_builds_into(const fs::path& data, site_material& out)
{
    if (const auto read = copy_list(data, builds_file, out, out.builds); read.has_error())
        return read.error();
    const auto start = (data / builds_file).string() + ": [";
    for (std::size_t i = 0; i < out.builds.size(); ++i)
    {
        const auto& builds = list_in(out.builds[i].get_object(), "builds");
        const auto good = check_objects(builds, start + std::to_string(i) + "].builds");
        if (good.has_error())
            return good.error();
    }
    return {};
}

// It is not published itself: of each model its page and its file have what concerns it.
result<json::array> evidence_in(const fs::path& data)
{
    const auto file = data / evidence_file_name;
    const auto text = read_file_if_there(file);
    if (text.has_error())
        return text.error();
    return list_from(text->value_or(""), file);
}

// As it is installed, with the source of each figure.
result<void> read_gpus_into(site_material& out)
{
    auto gpus = read_gpus();
    if (gpus.has_error())
        return gpus.error();
    const auto text = read_file(gpus_file());
    if (text.has_error())
        return text.error();
    out.gpus = std::move(*gpus);
    out.copies.push_back({published_path(gpus_file_name), *text});
    return {};
}

// Ids become paths: what is none, as "../../x", could lead out of the site.
result<void> check_ids(const std::vector<model_row>& rows, const fs::path& file)
{
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (const auto good = check_model_id(rows[i].model_id); good.has_error())
            return damaged_file(
                {errc::wrong_shape,
                 file.string() + ": [" + std::to_string(i) + "].model_id: " + good.error().where}
            );
    return {};
}

result<void> read_models_into(const fs::path& data, site_material& out)
{
    const auto file = data / models_file_name;
    const auto text = copy(data, std::string(models_file_name), out);
    if (text.has_error())
        return text.error();
    if (text->empty())
        return no_file_yet(file, "run muster update, or muster run");
    auto rows = read_models(*text, file.string());
    if (rows.has_error())
        return damaged_file(rows.error());
    if (const auto checked = check_ids(*rows, file); checked.has_error())
        return checked.error();
    out.models = std::move(*rows);
    // Without a staging file nothing is known of it, and the order is that of the names.
    if (const auto staged = read_staging_file(data); staged.has_value())
        for (std::size_t i = 0; i < staged->size(); ++i)
            out.popularity[fold_id(staged->id_at(i))] = staged->popularity_at(i);
    return {};
}

}  // namespace

result<site_material> read_site(const fs::path& data)
{
    site_material out;
    // First: without it there is nothing to publish, and its failure says how it is made.
    if (const auto read = read_models_into(data, out); read.has_error())
        return read.error();
    if (const auto read = read_builds_into(data, out); read.has_error())
        return read.error();
    if (const auto read = copy_list(data, names_file, out, out.names); read.has_error())
        return read.error();
    if (const auto read = read_gpus_into(out); read.has_error())
        return read.error();
    auto evidence = evidence_in(data);
    if (evidence.has_error())
        return evidence.error();
    out.evidence = std::move(*evidence);
    const auto changes = copy(data, std::string(changes_file_name), out);
    if (changes.has_error())
        return changes.error();
    // Lines that cannot be read are passed over: a run that was killed may have left half of one.
    out.changes = read_changes(*changes);
    for (const auto name : schemas)
        if (auto read = copy(data, "schema/" + std::string(name) + ".schema.json", out);
            read.has_error())
            return read.error();
    return out;
}

}  // namespace muster
