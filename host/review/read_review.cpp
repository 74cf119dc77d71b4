// Files are checked here for the types that the page's scripts rely on: a text where a number
// belongs would leave the page empty, without a message.

#include "read_review.hpp"

#include "builds/build.hpp"
#include "catalog/model_fields.hpp"
#include "data/data_files.hpp"
#include "data/known_fates.hpp"
#include "files/file_chunks.hpp"
#include "json/member_reader.hpp"
#include "muster/json_text.hpp"
#include "run/held_changes.hpp"
#include "run/last_report.hpp"
#include "run/run_history.hpp"
#include "settings/parse.hpp"
#include "staging/stage.hpp"

#include <algorithm>
#include <tuple>
#include <type_traits>

namespace fs = std::filesystem;
namespace json = boost::json;

namespace muster {

namespace {

void check_staged(member_reader& members)
{
    for (const auto* name : {"model_id", "license", "source"})
        members.text(name);
    members.number("popularity_score");
    members.texts("tags");
}

void check_published(member_reader& members)
{
    members.text("model_id");
    members.text("source");
    members.object("origin");
    for_each_model_field([&members](const auto& field) {
        std::remove_cvref_t<decltype(pins().*field.pin)> value;
        members.read(field.about.name, value);
    });
}

/// The rows of a file; empty when it does not exist. Only their types are checked: an odd name or
/// value is what the page is there to show, as are members that this version does not know.
result<json::array> checked_rows(const fs::path& file, void (*check)(member_reader&))
{
    return read_own(file, json::array(), [check](std::string_view text, std::string_view name) {
        return read_checked_list(text, name, [check](member_reader& members) {
            check(members);
            return result<void>();
        });
    });
}

void check_builds(member_reader& members)
{
    members.text("model_id");
    members.count("not_listed");
    members.each("builds", [](member_reader& one) {
        one.required_text("repository");
        one.text("format");
        one.number("bits_per_weight");
        one.count("bytes");
        one.count("downloads");
        one.yes_no("by_owner");
    });
}

void check_nothing(member_reader&) {}

/// How a file differs from an earlier one; nothing unless both exist.
result<std::optional<row_diff>> changes_between(const fs::path& before, const fs::path& after)
{
    std::optional<row_diff> none;
    auto older = list_in_file_if_there(before);
    if (older.has_error())
        return older.error();
    auto newer = *older ? list_in_file_if_there(after) : older;
    if (newer.has_error())
        return newer.error();
    if (!*newer)
        return none;
    auto diff = diff_rows(std::move(**older), std::move(**newer));
    if (diff.has_error())
        return diff.error();
    return std::optional<row_diff>(std::move(*diff));
}

// Tells the two kinds of file apart: rows of models.json have sizes, those of a staging file never.
result<bool> holds_sizes(const fs::path& file)
{
    const auto text = read_file(file);
    if (text.has_error())
        return wrong_usage("--against: " + text.error().where);
    const auto rows = parse_json(*text, file.string());
    if (rows.has_error() || !rows->is_array())
        return wrong_usage("--against " + file.string() + ": no staging file and no models.json");
    const auto& list = rows->get_array();
    return std::any_of(list.begin(), list.end(), [](const json::value& row) {
        return row.is_object() && row.get_object().contains("params_b");
    });
}

/// The earlier files: a staging file, a models.json, or both; the path of the other is empty.
struct earlier_state
{
    fs::path staged = {};
    fs::path models = {};
};

earlier_state state_in(const fs::path& directory)
{
    return {directory / staging_file_name, directory / models_file_name};
}

result<earlier_state> named_state(const fs::path& named)
{
    std::error_code ec;
    if (fs::is_directory(named, ec))
        return state_in(named);
    const auto has_sizes = holds_sizes(named);
    if (has_sizes.has_error())
        return has_sizes.error();
    return *has_sizes ? earlier_state{{}, named} : earlier_state{named, {}};
}

result<review_changes> changes_since(const earlier_state& before, const fs::path& data)
{
    auto staged = changes_between(before.staged, data / staging_file_name);
    if (staged.has_error())
        return staged.error();
    auto models = changes_between(before.models, data / models_file_name);
    if (models.has_error())
        return models.error();
    if (*models)
        tell_fates(**models, known_fates(data));
    return review_changes{{}, std::move(*staged), std::move(*models)};
}

result<review_changes> changes_against(const fs::path& data, const fs::path& named)
{
    const auto before = named_state(named);
    if (before.has_error())
        return before.error();
    auto changes = changes_since(*before, data);
    if (changes.has_error())
        // The file was named on the command line: this is wrong usage, not a damaged data
        // directory.
        return wrong_usage("--against: " + changes.error().where);
    changes->against = named.string();
    if (!changes->staged && !changes->models)
        return wrong_usage(
            "--against " + named.string() + ": there is neither a staging file nor a models.json"
        );
    return changes;
}

// The comparison with the state before the last run. What cannot be read is left out, as history
// never makes a command fail.
review_changes changes_by_runs(const fs::path& data)
{
    auto changes = changes_since(state_in(before_directory(data)), data);
    auto out = changes.has_value() ? std::move(*changes) : review_changes();
    out.against = "the files before they last changed";
    return out;
}

}  // namespace

result<review_material> read_review(const fs::path& data, const fs::path& against)
{
    review_material out;
    const std::tuple<std::string_view, json::array&, void (*)(member_reader&)> files[] = {
        {staging_file_name, out.staged, check_staged},
        {models_file_name, out.models, check_published},
        {catalog_file_name, out.catalog, check_nothing},
        {evidence_file_name, out.evidence, check_nothing},
        {builds_file_name, out.builds, check_builds},
        {decisions_file_name, out.decisions, check_nothing}};
    for (const auto& [name, into, check] : files)
    {
        auto rows = checked_rows(data / name, check);
        if (rows.has_error())
            return rows.error();
        into = std::move(*rows);
    }
    const auto own = read_data_files(data);
    if (own.has_error())
        return own.error();
    out.aliases = aliases_of(*own);
    out.report = read_last_report(data);
    // From its own file: held changes outlive the report of one run.
    auto held = read_held_rows(data);
    if (held.has_error())
        return held.error();
    out.report["held"] = std::move(*held);
    out.history = read_history(data);
    auto changes = against.empty() ? result<review_changes>(changes_by_runs(data))
                                   : changes_against(data, against);
    if (changes.has_error())
        return changes.error();
    out.changes = std::move(*changes);
    return out;
}

}  // namespace muster
