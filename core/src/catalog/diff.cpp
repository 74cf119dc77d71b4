#include "diff.hpp"

#include "contract/identity.hpp"
#include "json/array_of.hpp"
#include "json/member_reader.hpp"
#include "muster/json_text.hpp"
#include "text/seeded_hash.hpp"

#include <boost/json/array.hpp>
#include <boost/unordered/unordered_flat_map.hpp>

#include <algorithm>

namespace json = boost::json;

namespace muster {

namespace {

constexpr std::string_view popularity = "popularity_score";
constexpr std::string_view evidence_member = "origin";

// The rows of one file, with an index by folded id.
struct rows_by_id
{
    std::vector<json::object> rows = {};  ///< in the order of the file
    boost::unordered_flat_map<std::string, std::size_t, text_hash> places = {};

    const json::object* find(const std::string& id) const
    {
        const auto place = places.find(id);
        return place == places.end() ? nullptr : &rows[place->second];
    }
};

std::string id_of(const json::object& row) { return std::string(row.at("model_id").as_string()); }

result<rows_by_id> read_rows_by_id(const named_text& file)
{
    // As plain JSON, not as our types: files may be of another version or another program.
    const auto document = parse_json(file.text, file.name);
    if (document.has_error())
        return document.error();
    const auto* const list = document->if_array();
    if (!list)
        return failure{errc::wrong_shape, std::string(file.name) + ": not a list of models"};
    rows_by_id out;
    for (const auto& element : *list)
    {
        const auto place = std::string(file.name) + ": [" + std::to_string(out.rows.size()) + ']';
        member_reader members(element, place);
        const auto id = members.required_text("model_id");
        if (!members.ok())
            return members.to_failure();
        // The second could not be compared with anything.
        if (!out.places.emplace(fold_id(id), out.rows.size()).second)
            return failure{errc::wrong_shape, place + ": " + id + " is listed twice"};
        out.rows.push_back(element.get_object());
    }
    return out;
}

/// A row's members, with those of `origin` one by one as "origin.params".
json::object flattened(const json::object& row)
{
    json::object out;
    for (const auto& [key, value] : row)
    {
        const auto* const inside = key == evidence_member ? value.if_object() : nullptr;
        if (inside)
            for (const auto& [field, evidence] : *inside)
                out[std::string(key) + '.' + std::string(field)] = evidence;
        // Compared by rank, see moves().
        else if (key != popularity)
            out[key] = value;
    }
    return out;
}

/// In words; empty where the first row does not show it.
std::string kind_of(const rows_by_id& file)
{
    if (file.rows.empty())
        return {};
    const auto& row = file.rows.front();
    const bool has_size = row.contains("params_b");
    if (has_size == row.contains(popularity))
        return {};
    return has_size ? "a models.json" : "a staging file";
}

/// The folded ids of models in both files, most popular first.
std::vector<std::string> ranking(const rows_by_id& rows, const rows_by_id& other)
{
    std::vector<std::pair<double, std::string>> scored;
    for (const auto& row : rows.rows)
    {
        const auto* const score = row.if_contains(popularity);
        auto id = fold_id(id_of(row));
        // Models that came or went would shift all ranks below them.
        if (score && score->is_number() && other.find(id))
            // Negated, so that sorting puts the highest first and equal ones by id.
            scored.emplace_back(-score->to_number<double>(), std::move(id));
    }
    std::sort(scored.begin(), scored.end());
    std::vector<std::string> ids;
    for (auto& [score, id] : scored)
        ids.push_back(std::move(id));
    return ids;
}

std::size_t distance_of(const rank_move& move)
{
    return move.from > move.to ? move.from - move.to : move.to - move.from;
}

std::vector<rank_move> moves(const rows_by_id& before, const rows_by_id& after)
{
    boost::unordered_flat_map<std::string, std::size_t, text_hash> old_places;
    for (const auto& id : ranking(before, after))
        old_places.emplace(id, old_places.size() + 1);
    std::vector<rank_move> out;
    std::size_t place = 0;
    for (const auto& id : ranking(after, before))
    {
        ++place;
        const auto old = old_places.find(id);
        // Not found: the score is missing in one of the files.
        if (old != old_places.end() && old->second != place)
            out.push_back({id_of(*after.find(id)), old->second, place});
    }
    // Stable: equal distances keep the order of ranks.
    std::stable_sort(out.begin(), out.end(), [](const rank_move& a, const rank_move& b) {
        return distance_of(a) > distance_of(b);
    });
    return out;
}

/// Makes a change of a row that is gone and the one added under its present name.
void join_renamed(row_diff& diff, const alias_table& aliases)
{
    std::erase_if(diff.gone, [&](const json::object& gone) {
        const auto today = fold_id(aliases.resolve(id_of(gone)));
        const auto added = std::ranges::find_if(diff.added, [&](const json::object& row) {
            return fold_id(aliases.resolve(id_of(row))) == today;
        });
        if (added == diff.added.end())
            return false;
        diff.changed.push_back({id_of(*added), changed_fields(gone, *added)});
        // Each can be joined once: two earlier names of one model leave one of them gone.
        diff.added.erase(added);
        return true;
    });
}

/// 1 when a row begins to be marked as absent, -1 when it ends to be, else 0.
int turn_of(const row_change& change)
{
    int marks = 0;
    for (const auto& one : change.fields)
        if (is_mark_of_absence(one))
            // One mark in place of the other adds up to nothing.
            marks += (one.before.is_null() ? 1 : 0) - (one.after.is_null() ? 1 : 0);
    return marks;
}

json::object change_to_json(const row_change& change)
{
    json::object fields;
    for (const auto& one : change.fields)
        fields[one.field] = json::object{{"before", one.before}, {"after", one.after}};
    return {{"model_id", change.model_id}, {"fields", std::move(fields)}};
}

}  // namespace

bool is_mark_of_absence(const field_change& change)
{
    return change.field == "unlisted_since" || change.field == "gone_since";
}

bool row_change::is_evidence_alone() const noexcept
{
    // The prefix that flattened() gives to evidence.
    return std::all_of(fields.begin(), fields.end(), [](const field_change& change) {
        return change.field.starts_with("origin.");
    });
}

bool is_same_value(const json::value& a, const json::value& b)
{
    if (a.is_number() && b.is_number())
        return a.to_number<double>() == b.to_number<double>();
    if (a.is_array() && b.is_array())
        return std::is_permutation(
            a.get_array().begin(), a.get_array().end(), b.get_array().begin(), b.get_array().end()
        );
    return a == b;
}

std::vector<field_change> changed_fields(const json::object& before, const json::object& after)
{
    const auto old_row = flattened(before);
    const auto new_row = flattened(after);
    std::vector<field_change> out;
    for (const auto& [key, value] : old_row)
    {
        const auto* const now = new_row.if_contains(key);
        if (!now || !is_same_value(value, *now))
            out.push_back({std::string(key), value, now ? *now : json::value()});
    }
    // Members that the old row lacks; the others were compared above.
    for (const auto& [key, value] : new_row)
        if (!old_row.contains(key))
            out.push_back({std::string(key), {}, value});
    return out;
}

result<row_diff> diff_rows(const named_text& before, const named_text& after)
{
    const auto old_rows = read_rows_by_id(before);
    if (old_rows.has_error())
        return old_rows.error();
    const auto new_rows = read_rows_by_id(after);
    if (new_rows.has_error())
        return new_rows.error();
    // Nothing that one kind of file says of a model is in the other.
    const auto old_kind = kind_of(*old_rows);
    const auto new_kind = kind_of(*new_rows);
    if (!old_kind.empty() && !new_kind.empty() && old_kind != new_kind)
        return failure{
            errc::wrong_shape,
            std::string(before.name) + " is " + old_kind + " and " + std::string(after.name) +
                " is " + new_kind + ": name two files of one kind"};

    row_diff out;
    for (const auto& row : new_rows->rows)
    {
        const auto* const was = old_rows->find(fold_id(id_of(row)));
        if (!was)
        {
            out.added.push_back(row);
            continue;
        }
        row_change change{id_of(row), changed_fields(*was, row)};
        if (change.fields.empty())
            ++out.unchanged;
        else
            out.changed.push_back(std::move(change));
    }
    for (const auto& row : old_rows->rows)
        if (!new_rows->find(fold_id(id_of(row))))
            out.gone.push_back(row);
    out.moved = moves(*old_rows, *new_rows);
    return out;
}

void tell_fates(row_diff& diff, const model_fates& known)
{
    join_renamed(diff, known.aliases);
    for (const auto& row : diff.gone)
        if (known.archived.contains(fold_id(id_of(row))))
            diff.archived.push_back(id_of(row));
    for (const auto& row : diff.added)
        if (known.returned.contains(fold_id(id_of(row))))
            diff.back.push_back(id_of(row));
    for (const auto& change : diff.changed)
        if (const auto turn = turn_of(change); turn != 0)
            (turn > 0 ? diff.unlisted : diff.back).push_back(change.model_id);
}

json::object to_json(const row_diff& diff)
{
    const auto move_to_json = [](const rank_move& move) {
        return json::object{{"model_id", move.model_id}, {"from", move.from}, {"to", move.to}};
    };
    return {
        {"added", json::array(diff.added.begin(), diff.added.end())},
        {"gone", json::array(diff.gone.begin(), diff.gone.end())},
        {"changed", array_of(diff.changed, change_to_json)},
        {"moved", array_of(diff.moved, move_to_json)}};
}

}  // namespace muster
