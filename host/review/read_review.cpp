// Files are checked here for the types that the page's scripts rely on: a text where a number
// belongs would leave the page empty, without a message.

#include "read_review.hpp"

#include "base/threaded_for.hpp"
#include "builds/build.hpp"
#include "catalog/list_batches.hpp"
#include "catalog/model_fields.hpp"
#include "contract/identity.hpp"
#include "data/data_files.hpp"
#include "data/files_for_names.hpp"
#include "data/known_fates.hpp"
#include "data/last_report.hpp"
#include "files/file_chunks.hpp"
#include "json/member_reader.hpp"
#include "muster/json_text.hpp"
#include "review_changes.hpp"
#include "run/held_changes.hpp"
#include "run/list_limit.hpp"
#include "run/run_history.hpp"
#include "settings/parse.hpp"
#include "staging/stage.hpp"

#include <algorithm>
#include <functional>
#include <set>
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

/// The rows of a file, one by one; none when it does not exist. Only their types are checked: an
/// odd name or value is what the page is there to show, as are members that this version does not
/// know.
result<void> for_each_checked(
    const fs::path& file,
    void (*check)(member_reader&),
    const std::function<void(json::value&& row)>& take
)
{
    const auto list = list_in_file_if_there(file);
    if (list.has_error())
        return list.error();
    std::size_t index = 0;
    const auto take_checked = [&](json::value&& row, long_list::place) -> result<void> {
        member_reader members(row, file.string() + ": [" + std::to_string(index++) + ']');
        check(members);
        if (!members.ok())
            return members.to_failure();
        take(std::move(row));
        return {};
    };
    const auto done = *list ? (*list)->for_each(take_checked) : result<void>();
    return done.has_error() ? result<void>(damaged_file(done.error())) : done;
}

/// By what the page chooses rows.
struct row_key
{
    std::string id = {};  ///< folded; empty where the row has none
    double score = 0;
};

row_key key_of(const json::object& row)
{
    row_key out;
    if (const auto* const id = row.if_contains("model_id"); id && id->is_string())
        out.id = fold_id(id->get_string());
    if (const auto* const score = row.if_contains("popularity_score"); score && score->is_number())
        out.score = score->to_number<double>();
    return out;
}

/// Checks the rows of a file that may have a million of them; take() gets the key of each, and
/// where it is.
result<void> for_each_key(
    const fs::path& file,
    const long_list& list,
    void (*check)(member_reader&),
    const std::function<void(row_key&& key, long_list::place at)>& take
)
{
    const auto read = [check](member_reader& members, std::string_view) {
        check(members);
        return members.ok() ? key_of(*members.members()) : row_key();
    };
    if (read_in_batches(list, threaded_for, read, take))
        return {};
    // What is wrong is said by the reader that knows the place.
    const auto done = for_each_checked(file, check, [](json::value&&) {});
    return done.has_error()
               ? done
               : damaged_file({errc::wrong_shape, list.name() + ": cannot be read"});
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

/// Reads the rows that the page has room for: the most popular of the staging file, then what is
/// known of these.
class shown_rows
{
public:
    shown_rows(const fs::path& data, review_material& out) : data_(data), out_(out) {}

    result<void> read()
    {
        const auto staged = with_rows_of(staging_file_name, &shown_rows::read_staged);
        if (staged.has_error())
            return staged;
        const auto models = with_rows_of(models_file_name, &shown_rows::read_models);
        if (models.has_error())
            return models;
        const auto evidence = with_rows_of(evidence_file_name, &shown_rows::read_evidence);
        if (evidence.has_error())
            return evidence;
        return with_rows_of(builds_file_name, &shown_rows::read_builds);
    }

private:
    using scored_place = std::pair<double, long_list::place>;

    /// Does nothing where there is no such file.
    result<void> with_rows_of(
        std::string_view name,
        result<void> (shown_rows::*read_rows)(const fs::path&, const long_list&)
    )
    {
        const auto list = list_in_file_if_there(data_ / name);
        if (list.has_error())
            return list.error();
        return *list ? (this->*read_rows)(data_ / name, **list) : result<void>();
    }

    result<void> read_staged(const fs::path& file, const long_list& list)
    {
        std::vector<scored_place> rows;
        const auto done =
            for_each_key(file, list, check_staged, [&](row_key&& key, long_list::place at) {
                rows.emplace_back(key.score, at);
                ++out_.staged_count;
                // Twice as many, so that they are seldom sorted.
                if (rows.size() >= 2 * listed_models_limit)
                    keep_most_popular(rows);
            });
        if (done.has_error())
            return done;
        if (out_.staged_count > listed_models_limit)
            keep_most_popular(rows);
        for (const auto& [score, place] : rows)
        {
            auto row = list.at(place);
            remember(key_of(row.get_object()).id);
            out_.staged.push_back(std::move(row));
        }
        return {};
    }

    static void keep_most_popular(std::vector<scored_place>& rows)
    {
        // Stable: of equal ones those that stand first in the file.
        std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) {
            return a.first > b.first;
        });
        rows.erase(rows.begin() + listed_models_limit, rows.end());
    }

    void remember(const std::string& id)
    {
        shown_.insert(fold_id(out_.aliases.resolve(id)));
        shown_.insert(id);
    }

    bool is_shown(const std::string& id) const
    {
        return shown_.contains(id) || shown_.contains(fold_id(out_.aliases.resolve(id)));
    }

    result<void> read_models(const fs::path& file, const long_list& list)
    {
        return for_each_key(file, list, check_published, [&](row_key&& key, long_list::place at) {
            ++out_.models_count;
            const bool has_room =
                out_.staged_count <= listed_models_limit && shown_.size() < 2 * listed_models_limit;
            if (has_room)
                remember(key.id);
            if (has_room || is_shown(key.id))
                out_.models.push_back(list.at(at));
        });
    }

    result<void> read_evidence(const fs::path& file, const long_list& list)
    {
        return read_of_shown(file, list, check_nothing, out_.evidence);
    }

    result<void> read_builds(const fs::path& file, const long_list& list)
    {
        return read_of_shown(file, list, check_builds, out_.builds);
    }

    result<void> read_of_shown(
        const fs::path& file,
        const long_list& list,
        void (*check)(member_reader&),
        json::array& into
    )
    {
        return for_each_key(file, list, check, [&](row_key&& key, long_list::place at) {
            if (is_shown(key.id))
                into.push_back(list.at(at));
        });
    }

    const fs::path& data_;
    review_material& out_;
    std::set<std::string> shown_ = {};  ///< folded, also under their present names
};

/// What people wrote by hand.
result<json::array> hand_kept(const fs::path& file)
{
    json::array rows;
    const auto done = for_each_checked(file, check_nothing, [&rows](json::value&& row) {
        rows.push_back(std::move(row));
    });
    return done.has_error() ? result<json::array>(done.error()) : rows;
}

}  // namespace

result<review_material> read_review(const fs::path& data, const fs::path& against)
{
    review_material out;
    const auto own = read_files_for_names(data);
    if (own.has_error())
        return own.error();
    out.aliases = aliases_of(*own);
    const auto shown = shown_rows(data, out).read();
    if (shown.has_error())
        return shown.error();
    for (const auto& [name, into] :
         {std::pair{catalog_file_name, &review_material::catalog},
          std::pair{decisions_file_name, &review_material::decisions}})
    {
        auto rows = hand_kept(data / name);
        if (rows.has_error())
            return rows.error();
        out.*into = std::move(*rows);
    }
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
