#include "changes.hpp"

#include "contract/identity.hpp"
#include "diff.hpp"
#include "muster/json_text.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace json = boost::json;

namespace muster {

namespace {

/// Makes the lines of one run.
class change_writer
{
public:
    explicit change_writer(const rows_of_run& rows) : rows_(rows)
    {
        for (const auto& row : rows.before)
        {
            before_.emplace(fold_id(row.model_id), &row);
            before_today_.emplace(today(row), &row);
        }
        for (const auto& row : rows.after)
            after_today_.emplace(today(row), &row);
        for (const auto& one : rows.archived)
            archived_.emplace(today(one.row), &one);
        for (const auto& row : rows.archives)
            archives_.insert(fold_id(row.model_id));
    }

    std::vector<json::object> work()
    {
        for (const auto& row : rows_.after)
            take(row);
        for (const auto& [id, row] : before_)
            if (!met_.contains(row))
                leave(*row);
        // Stable: the changes of a row stay in the order of its fields.
        std::ranges::stable_sort(out_, {}, [](const json::object& one) {
            return fold_id(one.at("id").as_string());
        });
        return std::move(out_);
    }

private:
    std::string today(const model_row& row) const { return fold_id(rows_.today(row.model_id)); }

    const model_row* earlier_row_of(const model_row& row) const
    {
        if (const auto same = before_.find(fold_id(row.model_id)); same != before_.end())
            return same->second;
        const auto other = before_today_.find(today(row));
        return other == before_today_.end() ? nullptr : other->second;
    }

    void take(const model_row& row)
    {
        if (const auto* const was = earlier_row_of(row))
        {
            met_.insert(was);
            add_changes(*was, row);
            return;
        }
        const auto archived = archived_.find(today(row));
        if (archived == archived_.end())
            return add(row, {"model_id", nullptr, json::value(row.model_id)});
        add(row, {"archived", json::value(archived->second->archived), nullptr});
        add_changes(archived->second->row, row);
    }

    void add_changes(const model_row& was, const model_row& row)
    {
        for (const auto& change : changed_fields(to_json(was), to_json(row)))
            // The evidence of a value stands beside the value; alone it changes nothing.
            if (!change.field.starts_with("origin."))
                add(row, change);
    }

    void leave(const model_row& row)
    {
        // Two rows turned out to be one model.
        const auto other = after_today_.find(today(row));
        const json::value id(row.model_id);
        if (other != after_today_.end())
            add(row, {"model_id", id, json::value(other->second->model_id)});
        else if (archives_.contains(fold_id(row.model_id)))
            add(row, {"archived", nullptr, json::value(rows_.date)});
        else
            add(row, {"model_id", id, nullptr});
    }

    void add(const model_row& row, const field_change& change)
    {
        json::object line{
            {"date", rows_.date},
            {"id", row.model_id},
            {"field", change.field},
            {"before", change.before},
            {"after", change.after}};
        if (const auto origin = row.origin.find(change.field); origin != row.origin.end())
            line["origin"] = origin->second;
        else
            line["source"] = row.source.value_or("");
        out_.push_back(std::move(line));
    }

    const rows_of_run& rows_;
    std::map<std::string, const model_row*> before_ = {};
    // By the folded name of today.
    std::map<std::string, const model_row*> before_today_ = {};
    std::map<std::string, const model_row*> after_today_ = {};
    std::map<std::string, const archived_model*> archived_ = {};
    std::set<std::string> archives_ = {};
    std::set<const model_row*> met_ = {};
    std::vector<json::object> out_ = {};
};

std::string text_in(const json::object& line, std::string_view name)
{
    const auto* const member = line.if_contains(name);
    const auto* const text = member ? member->if_string() : nullptr;
    return text ? std::string(*text) : std::string();
}

/// An object without numbers that are too large for JSON to have: 1e400 is read as infinity.
bool is_writable(const json::value& line)
{
    const auto* const members = line.if_object();
    return members && std::ranges::all_of(*members, [](const auto& member) {
               const auto* const number = member.value().if_double();
               return !number || std::isfinite(*number);
           });
}

/// What a line says changes: of which model, in which field.
using changed_place = std::pair<std::string, std::string>;

changed_place place_of(const json::object& line)
{
    return {fold_id(text_in(line, "id")), text_in(line, "field")};
}

/// The last line of each place.
std::map<changed_place, const json::object*> last_lines(const json::array& all)
{
    std::map<changed_place, const json::object*> last;
    for (const auto& one : all)
        last[place_of(one.get_object())] = &one.get_object();
    return last;
}

/// Whether both are the same change, on whatever days.
bool is_same_change(const json::object& a, const json::object& b)
{
    // Of an archived row the day is the value.
    const bool is_dated = text_in(b, "field") == "archived";
    const auto is_same = [&](std::string_view name) {
        const auto* const mine = a.if_contains(name);
        const auto* const other = b.if_contains(name);
        if (!mine || !other)
            return false;
        return is_dated ? mine->is_null() == other->is_null() : *mine == *other;
    };
    return is_same("before") && is_same("after");
}

/// The folded names under which changes speak of a model.
std::set<std::string> names_of(const json::array& all, std::string_view model_id)
{
    std::set<std::string> names{fold_id(model_id)};
    const auto add_all = [&] {
        for (const auto& one : all)
        {
            const auto& line = one.get_object();
            if (text_in(line, "field") != "model_id")
                continue;
            const auto before = fold_id(text_in(line, "before"));
            const auto after = fold_id(text_in(line, "after"));
            if (!before.empty() && !after.empty() &&
                (names.contains(before) || names.contains(after)))
                names.insert({before, after});
        }
    };
    // Until nothing is added: a name may have led to another twice.
    for (std::size_t known = 0; known != names.size();)
    {
        known = names.size();
        add_all();
    }
    return names;
}

}  // namespace

std::vector<json::object> changes_of(const rows_of_run& rows) { return change_writer(rows).work(); }

std::string append_changes(std::string text, std::span<const json::object> changes)
{
    const auto before = read_changes(text);
    const auto last = last_lines(before);
    for (const auto& one : changes)
    {
        // A change that is undone and made again has another line between.
        const auto found = last.find(place_of(one));
        if (found != last.end() && is_same_change(*found->second, one))
            continue;
        // Somebody's editor may have left the last line without its end.
        if (!text.empty() && text.back() != '\n')
            text += '\n';
        text += to_json_line(one) + '\n';
    }
    return text;
}

json::array read_changes(std::string_view text)
{
    json::array out;
    while (!text.empty())
    {
        const auto end = std::min(text.find('\n'), text.size());
        auto line = parse_json(text.substr(0, end), changes_file_name);
        if (line.has_value() && is_writable(*line))
            out.push_back(std::move(*line));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return out;
}

json::array
chosen_changes(const json::array& all, std::string_view model_id, std::string_view since)
{
    const auto names = names_of(all, model_id);
    json::array out;
    for (const auto& one : all)
    {
        const auto& line = one.get_object();
        const bool is_meant = model_id.empty() || names.contains(fold_id(text_in(line, "id")));
        if (is_meant && text_in(line, "date") >= since)
            out.push_back(one);
    }
    return out;
}

}  // namespace muster
