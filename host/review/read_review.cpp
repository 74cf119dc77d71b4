// Files are checked here for the types that the page's scripts rely on: a text where a number
// belongs would leave the page empty, without a message.

#include "read_review.hpp"

#include "catalog/catalog.hpp"
#include "catalog/models.hpp"
#include "data/own_files.hpp"
#include "files/file_io.hpp"
#include "json/member_reader.hpp"
#include "muster/json_text.hpp"
#include "run/held_changes.hpp"
#include "run/last_report.hpp"
#include "run/run_history.hpp"
#include "staging/stage.hpp"

#include <algorithm>

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
    for (const auto* name : {"model_id", "license", "source", "attention", "dtype"})
        members.text(name);
    for (const auto* name :
         {"params_b",
          "layers",
          "hidden",
          "moe_active_ratio",
          "ctx_len",
          "params",
          "active_params",
          "kv_heads",
          "head_dim",
          "kv_bytes_per_token",
          "kv_bytes_fixed"})
        members.number(name);
    members.object("origin");
}

/// Reads documents one after the other and keeps the first failure.
class document_reader
{
public:
    explicit document_reader(const fs::path& directory) : directory_(directory) {}

    /// The rows of a file; empty when it does not exist. Only their types are checked: an odd name
    /// or value is what the page is there to show.
    json::array rows(
        std::string_view name, void (*check)(member_reader&) = [](auto&) {}
    )
    {
        const auto file = directory_ / name;
        const auto text = read_file_if_there(file);
        if (text.has_error())
            fault(text.error());
        if (text.has_error() || !*text)
            return {};
        const auto checked = read_list(**text, file.string(), [check](member_reader& members) {
            check(members);
            return result<void>();
        });
        if (checked.has_error())
        {
            fault(damaged_file(checked.error()));
            return {};
        }
        // Parsed again, as plain JSON: the page shows members that this version does not know, too.
        auto document = parse_json(**text, file.string());
        return document.has_value() && document->is_array() ? std::move(document->get_array())
                                                            : json::array();
    }

    const std::optional<failure>& fault() const noexcept { return fault_; }

private:
    void fault(failure why)
    {
        if (!fault_)
            fault_ = std::move(why);
    }

    const fs::path& directory_;
    std::optional<failure> fault_ = {};
};

/// How a file differs from an earlier one; nothing unless both exist.
result<std::optional<row_diff>> changes_between(const fs::path& before, const fs::path& after)
{
    const auto old_text = read_file_if_there(before);
    if (old_text.has_error())
        return old_text.error();
    const auto new_text = read_file_if_there(after);
    if (new_text.has_error())
        return new_text.error();
    if (!*old_text || !*new_text)
        return std::optional<row_diff>();
    const auto old_name = before.string();
    const auto new_name = after.string();
    auto diff = diff_rows({**old_text, old_name}, {**new_text, new_name});
    if (diff.has_error())
        return diff.error();
    return std::optional<row_diff>(std::move(*diff));
}

// Tells the two kinds of file apart: rows of models.json have sizes, those of a staging file never.
result<bool> holds_sizes(const fs::path& file)
{
    const auto text = read_file(file);
    if (text.has_error())
        return failure{errc::bad_value, "--against: " + text.error().where};
    const auto rows = parse_json(*text, file.string());
    if (rows.has_error() || !rows->is_array())
        return failure{
            errc::bad_value, "--against " + file.string() + ": no staging file and no models.json"};
    const auto& list = rows->get_array();
    return std::any_of(list.begin(), list.end(), [](const json::value& row) {
        return row.is_object() && row.get_object().contains("params_b");
    });
}

/// The earlier files: a staging file, a models.json, or both.
struct earlier_state
{
    std::optional<fs::path> staged = {};
    std::optional<fs::path> models = {};
};

result<earlier_state> named_state(const fs::path& named)
{
    std::error_code ec;
    if (fs::is_directory(named, ec))
        return earlier_state{named / staging_file_name, named / models_file_name};
    const auto has_sizes = holds_sizes(named);
    if (has_sizes.has_error())
        return has_sizes.error();
    return *has_sizes ? earlier_state{{}, named} : earlier_state{named, {}};
}

result<review_changes> changes_since(const earlier_state& before, const fs::path& data)
{
    review_changes changes;
    if (before.staged)
    {
        auto staged = changes_between(*before.staged, data / staging_file_name);
        if (staged.has_error())
            return staged.error();
        changes.staged = std::move(*staged);
    }
    if (before.models)
    {
        auto models = changes_between(*before.models, data / models_file_name);
        if (models.has_error())
            return models.error();
        changes.models = std::move(*models);
    }
    return changes;
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
        return failure{errc::bad_value, "--against: " + changes.error().where};
    changes->against = named.string();
    if (!changes->staged && !changes->models)
        return failure{
            errc::bad_value,
            "--against " + named.string() + ": there is neither a staging file nor a models.json"};
    return changes;
}

// The comparison with the state before the last run. What cannot be read is left out, as history
// never makes a command fail.
review_changes changes_by_runs(const fs::path& data)
{
    const auto before = before_directory(data);
    auto changes = changes_since({before / staging_file_name, before / models_file_name}, data);
    auto out = changes.has_value() ? std::move(*changes) : review_changes();
    out.against = "the files before they last changed";
    return out;
}

}  // namespace

result<review_material> read_review(const fs::path& data, const fs::path& against)
{
    document_reader documents(data);
    review_material out;
    out.staged = documents.rows(staging_file_name, check_staged);
    out.models = documents.rows(models_file_name, check_published);
    out.catalog = documents.rows(catalog_file_name);
    out.evidence = documents.rows(evidence_file_name);
    out.decisions = documents.rows(decisions_file_name);
    if (documents.fault())
        return *documents.fault();
    const auto own = read_own_files(data);
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
