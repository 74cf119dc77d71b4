#include "diff.hpp"

#include "contract/identity.hpp"
#include "json/member_reader.hpp"
#include "list_batches.hpp"
#include "muster/text_arena.hpp"
#include "text/seeded_hash.hpp"

#include <boost/json/array.hpp>
#include <boost/unordered/unordered_flat_map.hpp>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <stdexcept>

namespace json = boost::json;

namespace muster {

namespace {

constexpr std::string_view popularity = "popularity_score";
constexpr std::string_view evidence_member = "origin";
constexpr std::string_view evidence_prefix = "origin.";

/// Where the rows of one file are, by folded id.
struct row_index
{
    struct entry
    {
        std::string_view name = {};
        std::string_view id = {};  ///< the name, folded
        long_list::place place = {};
        std::optional<double> score = {};
    };

    std::vector<entry> rows = {};  ///< in the order of the file
    boost::unordered_flat_map<std::string_view, std::uint32_t, text_hash> places = {};
    text_arena ids = {};

    /// What the file is, in words; empty where its first row does not show it.
    std::string_view kind = {};

    std::size_t index_of(const entry& row) const
    {
        return static_cast<std::size_t>(&row - rows.data());
    }

    const entry* find(std::string_view id) const
    {
        const auto place = places.find(id);
        return place == places.end() ? nullptr : &rows[place->second];
    }
};

std::string id_of(const json::object& row) { return std::string(row.at("model_id").as_string()); }

std::optional<double> score_of(const json::object& row)
{
    const auto* const score = row.if_contains(popularity);
    return score && score->is_number() ? std::optional(score->to_number<double>()) : std::nullopt;
}

std::string_view kind_of_file(const json::object& first_row)
{
    const bool has_size = first_row.contains("params_b");
    if (has_size == first_row.contains(popularity))
        return {};
    return has_size ? "a models.json" : "a staging file";
}

/// What a row of a file is, before it is in the index.
struct met_row
{
    std::string id = {};
    std::optional<double> score = {};
    std::string_view kind = {};
    std::vector<field_change> changes = {};  ///< since the older file, if that has the model
};

// As plain JSON, not as our types: files may be of another version or another program.
met_row meet(member_reader& in)
{
    met_row out;
    out.id = in.required_text("model_id");
    if (in.ok())
    {
        out.score = score_of(*in.members());
        out.kind = kind_of_file(*in.members());
    }
    return out;
}

std::string place_in(const long_list& file, std::size_t index)
{
    return file.name() + ": [" + std::to_string(index) + ']';
}

/// Says what is wrong with a file in which something is.
failure fault_of(const long_list& file)
{
    const auto done = read_list(file, [](member_reader& in) -> result<void> {
        meet(in);
        return {};
    });
    return done.has_error() ? done.error()
                            : failure{errc::wrong_shape, file.name() + ": cannot be read"};
}

/// Reads the rows of a file into the index. read() makes a met_row, on several threads; each is
/// shown to take() as well, with its entry, one by one.
template <class Read, class Take>
result<void>
read_rows(const long_list& file, const parallel_for& over, row_index& out, Read read, Take take)
{
    std::optional<failure> twice;
    const auto add = [&](met_row&& row, long_list::place at) {
        const auto next = out.rows.size();
        const auto name = out.ids.copy(row.id);
        const auto fold = fold_id(row.id);
        // Most are spelled without capitals, and need one copy.
        const auto folded = fold == row.id ? name : out.ids.copy(fold);
        // The second could not be compared with anything.
        if (!out.places.emplace(folded, static_cast<std::uint32_t>(next)).second && !twice)
            twice = {errc::wrong_shape, place_in(file, next) + ": " + row.id + " is listed twice"};
        if (next == 0)
            out.kind = row.kind;
        take(row, out.rows.emplace_back(row_index::entry{name, folded, at, row.score}));
    };
    const bool is_read = read_in_batches(file, over, read, add);
    if (twice)
        return *std::move(twice);
    return is_read ? result<void>() : fault_of(file);
}

failure not_of_models(const long_list& file, failure why)
{
    if (why.where == file.name() + ": not a JSON list")
        why.where = file.name() + ": not a list of models";
    return why;
}

/// Calls take with the members that are compared, those of `origin` one by one as
/// "origin.params". Names are valid during the call.
template <class Take>
void for_each_field(const json::object& row, Take take)
{
    std::string name(evidence_prefix);
    for (const auto& [key, value] : row)
    {
        const auto* const inside = key == evidence_member ? value.if_object() : nullptr;
        if (inside)
            for (const auto& [field, evidence] : *inside)
            {
                name.resize(evidence_prefix.size());
                take(std::string_view(name.append(field)), evidence);
            }
        // Compared by rank, see moves().
        else if (key != popularity)
            take(std::string_view(key), value);
    }
}

/// The member that for_each_field() calls so.
const json::value* field_in(const json::object& row, std::string_view field)
{
    if (!field.starts_with(evidence_prefix))
    {
        const auto* const member = row.if_contains(field);
        // A member of this name that is an object has fields of its own.
        return member && field == evidence_member && member->is_object() ? nullptr : member;
    }
    const auto* const origin = row.if_contains(evidence_member);
    const auto* const inside = origin ? origin->if_object() : nullptr;
    const auto* const found =
        inside ? inside->if_contains(field.substr(evidence_prefix.size())) : nullptr;
    return found ? found : row.if_contains(field);
}

/// The models in both files, most popular first.
std::vector<const row_index::entry*> ranking(const row_index& rows, const row_index& other)
{
    std::vector<const row_index::entry*> ranked;
    for (const auto& row : rows.rows)
        // Models that came or went would shift all ranks below them.
        if (row.score && other.find(row.id))
            ranked.push_back(&row);
    std::sort(ranked.begin(), ranked.end(), [](const auto* a, const auto* b) {
        return *a->score != *b->score ? *a->score > *b->score : a->id < b->id;
    });
    return ranked;
}

std::size_t distance_of(const rank_move& move)
{
    return move.from > move.to ? move.from - move.to : move.to - move.from;
}

std::vector<rank_move> moves(const row_index& before, const row_index& after)
{
    std::vector<std::size_t> old_places(before.rows.size(), 0);
    std::size_t place = 0;
    for (const auto* row : ranking(before, after))
        old_places[before.index_of(*row)] = ++place;
    std::vector<rank_move> out;
    place = 0;
    for (const auto* row : ranking(after, before))
    {
        ++place;
        const auto old = old_places[before.index_of(*before.find(row->id))];
        // 0: the score is missing in one of the files.
        if (old != 0 && old != place)
            out.push_back({std::string(row->name), old, place});
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
    if (aliases.empty())
        return;
    const auto today = [&](const json::object& row) {
        return fold_id(aliases.resolve(id_of(row)));
    };
    // Added rows that wait for theirs, the first of a name at its end.
    boost::unordered_flat_map<std::string, std::vector<std::size_t>, text_hash> waiting;
    for (auto i = diff.added.size(); i-- > 0;)
        waiting[today(diff.added[i].read())].push_back(i);
    std::vector<bool> is_joined(diff.added.size(), false);
    std::erase_if(diff.gone, [&](const filed_row& row) {
        const auto gone = row.read();
        const auto found = waiting.find(today(gone));
        if (found == waiting.end() || found->second.empty())
            return false;
        const auto added = diff.added[found->second.back()].read();
        diff.changed.push_back({id_of(added), changed_fields(gone, added)});
        // Each can be joined once: two earlier names of one model leave one of them gone.
        is_joined[found->second.back()] = true;
        found->second.pop_back();
        return true;
    });
    std::size_t index = 0;
    std::erase_if(diff.added, [&](const filed_row&) { return is_joined[index++]; });
}

/// How a row differs from its text in the older file.
std::vector<field_change>
changes_of(const std::string& before, std::string_view text, const json::object& row)
{
    // Most rows are as they were, letter by letter.
    if (before == text)
        return {};
    // Made once: a million rows may be read.
    thread_local element_parser parser;
    auto out = parser.parse(before, [&row](member_reader& was) {
        return changed_fields(*was.members(), row);
    });
    if (!out)
        throw std::runtime_error("the row that was read is another one now");
    return *std::move(out);
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
    return std::all_of(fields.begin(), fields.end(), [](const field_change& change) {
        return change.field.starts_with(evidence_prefix);
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
    // Of memory of their own: rows may lie in memory that is used again.
    const auto copy_of = [](const json::value& value) {
        return json::value(value, json::storage_ptr());
    };
    std::vector<field_change> out;
    for_each_field(before, [&](std::string_view field, const json::value& value) {
        const auto* const now = field_in(after, field);
        if (!now || !is_same_value(value, *now))
            out.push_back(
                {std::string(field), copy_of(value), now ? copy_of(*now) : json::value()}
            );
    });
    // Members that the old row lacks; the others were compared above.
    for_each_field(after, [&](std::string_view field, const json::value& value) {
        if (!field_in(before, field))
            out.push_back({std::string(field), {}, copy_of(value)});
    });
    return out;
}

json::object filed_row::read() const { return file_->at(place_).get_object(); }

result<row_diff> diff_rows(long_list before, long_list after, const parallel_for& over)
{
    row_diff out;
    out.files = std::make_shared<const std::pair<long_list, long_list>>(
        std::move(before), std::move(after)
    );
    const auto& [older, newer] = *out.files;
    row_index old_rows;
    const auto older_read = read_rows(
        older,
        over,
        old_rows,
        [](member_reader& in, std::string_view) { return meet(in); },
        [](const auto&, const auto&) {}
    );
    if (older_read.has_error())
        return not_of_models(older, older_read.error());
    row_index new_rows;
    std::vector<bool> is_met(old_rows.rows.size(), false);
    const auto compare = [&, &older = older](member_reader& in, std::string_view text) {
        auto now = meet(in);
        if (const auto* const was = in.ok() ? old_rows.find(fold_id(now.id)) : nullptr)
            now.changes = changes_of(older.text_at(was->place), text, *in.members());
        return now;
    };
    const auto take = [&, &newer = newer](met_row& row, const row_index::entry& now) {
        const auto* const was = old_rows.find(now.id);
        if (!was)
            return out.added.emplace_back(newer, now.place), void();
        is_met[old_rows.index_of(*was)] = true;
        if (row.changes.empty())
            ++out.unchanged;
        else
            out.changed.push_back({std::move(row.id), std::move(row.changes)});
    };
    const auto newer_read = read_rows(newer, over, new_rows, compare, take);
    if (newer_read.has_error())
        return not_of_models(newer, newer_read.error());
    // Nothing that one kind of file says of a model is in the other.
    if (!old_rows.kind.empty() && !new_rows.kind.empty() && old_rows.kind != new_rows.kind)
        return failure{
            errc::wrong_shape,
            older.name() + " is " + std::string(old_rows.kind) + " and " + newer.name() + " is " +
                std::string(new_rows.kind) + ": name two files of one kind"};
    for (const auto& row : old_rows.rows)
        if (!is_met[old_rows.index_of(row)])
            out.gone.emplace_back(older, row.place);
    out.moved = moves(old_rows, new_rows);
    return out;
}

void tell_fates(row_diff& diff, const model_fates& known)
{
    join_renamed(diff, known.aliases);
    const auto add_known = [](const auto& rows, const std::set<std::string>& ids, auto& into) {
        if (ids.empty())
            return;
        for (const auto& row : rows)
            if (auto id = id_of(row.read()); ids.contains(fold_id(id)))
                into.push_back(std::move(id));
    };
    add_known(diff.gone, known.archived, diff.archived);
    add_known(diff.added, known.returned, diff.back);
    for (const auto& change : diff.changed)
        if (const auto turn = turn_of(change); turn != 0)
            (turn > 0 ? diff.unlisted : diff.back).push_back(change.model_id);
}

void write_json(const row_diff& diff, const json::array& held, text_in_pieces& out)
{
    // Each list is a member of the object.
    const auto write_list = [&out](std::string_view start, const auto& list, auto element_of) {
        out.text() += start;
        list_writer rows(out, 1);
        for (const auto& one : list)
            rows.add(element_of(one));
        rows.end();
    };
    const auto itself = [](const auto& one) { return json::value(one); };
    write_list("{\n  \"added\": ", diff.added, [](const filed_row& row) { return row.read(); });
    write_list(",\n  \"gone\": ", diff.gone, [](const filed_row& row) { return row.read(); });
    write_list(",\n  \"changed\": ", diff.changed, change_to_json);
    write_list(",\n  \"moved\": ", diff.moved, [](const rank_move& move) {
        return json::object{{"model_id", move.model_id}, {"from", move.from}, {"to", move.to}};
    });
    write_list(",\n  \"held\": ", held, itself);
    write_list(",\n  \"archived\": ", diff.archived, itself);
    write_list(",\n  \"back\": ", diff.back, itself);
    write_list(",\n  \"unlisted\": ", diff.unlisted, itself);
    out.text() += "\n}\n";
    out.end();
}

}  // namespace muster
