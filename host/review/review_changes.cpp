#include "review_changes.hpp"

#include "base/threaded_for.hpp"
#include "data/data_files.hpp"
#include "data/known_fates.hpp"
#include "files/file_chunks.hpp"
#include "run/run_history.hpp"
#include "settings/parse.hpp"
#include "staging/stage.hpp"

namespace fs = std::filesystem;
namespace json = boost::json;

namespace muster {

namespace {

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
    auto diff = diff_rows(std::move(**older), std::move(**newer), threaded_for);
    if (diff.has_error())
        return diff.error();
    return std::optional<row_diff>(std::move(*diff));
}

// Tells the two kinds of file apart: rows of models.json have sizes, those of a staging file never.
result<bool> holds_sizes(const fs::path& file)
{
    const auto list = list_in_file(file);
    if (list.has_error())
        return wrong_usage("--against: " + list.error().where);
    bool holds = false;
    const auto done = list->for_each([&holds](const json::value& row, long_list::place) {
        holds = holds || (row.is_object() && row.get_object().contains("params_b"));
        return result<void>();
    });
    if (done.has_error())
        return wrong_usage("--against " + file.string() + ": no staging file and no models.json");
    return holds;
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

}  // namespace

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

review_changes changes_by_runs(const fs::path& data)
{
    auto changes = changes_since(state_in(before_directory(data)), data);
    auto out = changes.has_value() ? std::move(*changes) : review_changes();
    out.against = "the files before they last changed";
    return out;
}

}  // namespace muster
