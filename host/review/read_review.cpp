#include "read_review.hpp"

#include "files/file_io.hpp"
#include "muster/catalog.hpp"
#include "muster/json_text.hpp"
#include "muster/models.hpp"
#include "muster/stage.hpp"
#include "report/run_report.hpp"
#include "run/own_files.hpp"
#include "run/run_history.hpp"

#include <algorithm>

namespace fs = std::filesystem;
namespace json = boost::json;

namespace muster {

namespace {

constexpr std::string_view reviewed_decisions_name = "decisions.json";

/// Reads documents one after another, and keeps the first failure.
class document_reader
{
public:
    explicit document_reader(const fs::path& directory) : directory_(directory) {}

    /// Null for a file that is not there.
    json::value read(std::string_view name)
    {
        const auto file = directory_ / name;
        const auto text = read_file_if_there(file);
        if (text.has_error())
            fault(text.error());
        if (text.has_error() || !*text)
            return {};
        auto document = parse_json(**text, file.string());
        if (document.has_value())
            return std::move(*document);
        fault({errc::wrong_shape, document.error().where + "; mend the file, or take it away"});
        return {};
    }

    json::array list(std::string_view name)
    {
        auto document = read(name);
        return document.is_array() ? std::move(document.get_array()) : json::array();
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

/// How a file differs from an earlier one; nothing when either is not there.
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
        return failure{errc::bad_value, diff.error().where};
    return std::optional<row_diff>(std::move(*diff));
}

// Rows of models.json have a size, those of a staging file never.
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

result<review_changes> changes_against(const fs::path& data, const fs::path& named)
{
    review_changes changes;
    std::error_code ec;
    const auto before = named.empty() ? before_directory(data) : named;
    changes.against = named.empty() ? "the files before the last run" : named.string();
    const bool is_directory = named.empty() || fs::is_directory(named, ec);
    const auto has_sizes = is_directory ? result<bool>(false) : holds_sizes(named);
    if (has_sizes.has_error())
        return has_sizes.error();
    if (is_directory || !*has_sizes)
    {
        auto staged = changes_between(
            is_directory ? before / staging_file_name : before, data / staging_file_name
        );
        if (staged.has_error())
            return staged.error();
        changes.staged = std::move(*staged);
    }
    if (is_directory || *has_sizes)
    {
        auto models = changes_between(
            is_directory ? before / models_file_name : before, data / models_file_name
        );
        if (models.has_error())
            return models.error();
        changes.models = std::move(*models);
    }
    if (!named.empty() && !changes.staged && !changes.models)
        return failure{
            errc::bad_value,
            "--against " + named.string() + ": there is neither a staging file nor a models.json"};
    return changes;
}

}  // namespace

result<review_material> read_review(const fs::path& data, const fs::path& against)
{
    document_reader documents(data);
    review_material out;
    out.staged = documents.list(staging_file_name);
    out.models = documents.list(models_file_name);
    out.catalog = documents.list(catalog_file_name);
    out.evidence = documents.list(evidence_file_name);
    out.decisions = documents.list(reviewed_decisions_name);
    if (auto report = documents.read(run_report_file_name); report.is_object())
        out.report = std::move(report.get_object());
    if (documents.fault())
        return *documents.fault();
    out.history = read_history(data);
    auto changes = changes_against(data, against);
    if (changes.has_error())
        return changes.error();
    out.changes = std::move(*changes);
    return out;
}

}  // namespace muster
