#include "changes.hpp"
#include "contract/identity.hpp"
#include "diff.hpp"
#include "json/array_of.hpp"
#include "muster/json_text.hpp"
#include "table/id_index.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace json = boost::json;

namespace muster {

namespace {

/// What a line is about: a model, folded, and a field.
using changed_place = std::pair<std::string, std::string>;

changed_place place_of(const json::object& line)
{
    return {fold_id(text_in(line, "id")), text_in(line, "field")};
}

/// Whether a line says that a row came, went or changed its name.
bool is_of_presence(const changed_place& place)
{
    return place.second == "model_id" || place.second == "archived";
}

json::value value_in(const json::object& line, std::string_view name)
{
    const auto* const member = line.if_contains(name);
    return member ? *member : json::value();
}

/// The lines of the last day, the last of each place, as texts: a day may have a million. A field
/// of a row that came or went after it is no matter any more.
class last_lines
{
public:
    explicit last_lines(const chunked_text& feed)
    {
        std::string day;
        std::set<std::string> days;
        bool is_in_order = true;
        for_each_change(feed, [&](const json::object& line) {
            if (auto date = text_in(line, "date"); date != day)
            {
                day = std::move(date);
                lines_.clear();
                is_in_order = days.insert(day).second && is_in_order;
            }
            take(line);
        });
        if (is_in_order)
            return;
        // A clock went back: lines of that day stand before others, too.
        lines_.clear();
        for_each_change(feed, [&](const json::object& line) {
            if (text_in(line, "date") == day)
                take(line);
        });
    }

    const std::map<changed_place, std::string>& all() const noexcept { return lines_; }

private:
    void take(const json::object& line)
    {
        auto place = place_of(line);
        if (is_of_presence(place))
            lines_.erase(
                lines_.lower_bound({place.first, {}}), lines_.lower_bound({place.first + '\0', {}})
            );
        lines_[std::move(place)] = to_json_line(line);
    }

    std::map<changed_place, std::string> lines_ = {};
};

/// Finds rows by folded id, the first of each.
class rows_by_id
{
public:
    explicit rows_by_id(const row_table& rows) : rows_(rows)
    {
        for (std::uint32_t i = 0; i < rows.size(); ++i)
            by_id_.add(i, id_hash(rows.id_at(i)));
    }

    bool has(const std::string& folded_id) const { return by_id_.find(folded_id).has_value(); }

    std::optional<json::object> find(const std::string& folded_id) const
    {
        const auto place = by_id_.find(folded_id);
        return place ? std::optional(to_json(rows_[*place])) : std::nullopt;
    }

private:
    const row_table& rows_;
    id_index by_id_{[this](std::uint32_t place) { return rows_.id_at(place); }};
};

/// A run that was killed after the feed and before the rows left lines of what then did not happen.
/// This one begins with the rows of before: what it finds again is not told twice, what comes
/// differently is told from where the feed is, and what does not come after all is taken back.
class killed_run
{
public:
    killed_run(const chunked_text& feed, const rows_of_run& rows)
        : before_(rows.before), after_(rows.after), date_(rows.date)
    {
        const last_lines last(feed);
        if (last.all().empty())
            return;
        for (const auto& one : rows.archived)
            archived_.emplace(fold_id(one.row.model_id), to_json(one.row));
        for (const auto& [place, text] : last.all())
            if (auto line = parse_json(text, changes_file_name)->get_object();
                did_not_happen(place, line))
                left_.emplace(place, std::move(line));
    }

    /// Whether the feed has a change already; if it has the beginning alone, the change goes on
    /// from there.
    bool is_told(json::object& change)
    {
        const auto place = left_.empty() ? changed_place() : place_of(change);
        const auto found = left_.find(place);
        if (found == left_.end())
            return false;
        const auto told = value_in(found->second, "after");
        left_.erase(found);
        const auto after = value_in(change, "after");
        // Of an archived row the day is the value.
        const bool is_same =
            is_of_presence(place) ? told.is_null() == after.is_null() : is_same_value(told, after);
        change["before"] = told;
        return is_same;
    }

    /// After all changes: the lines of what did not come after all.
    std::vector<json::object> taken_back() const
    {
        std::vector<json::object> lines;
        for (const auto& [place, line] : left_)
            if (is_as_before(place, line))
                lines.push_back(taken_back(line));
        return lines;
    }

private:
    bool did_not_happen(const changed_place& place, const json::object& line) const
    {
        const auto row = before_.find(place.first);
        const bool is_there = row.has_value();
        const bool goes = value_in(line, "after").is_null();
        if (place.second == "model_id")
            return is_there == goes;
        if (place.second == "archived")
            return is_there != goes;
        // What a row has in the archive is what it comes back with.
        const auto archived = archived_.find(place.first);
        if (!is_there && archived == archived_.end())
            return false;
        const auto& was = is_there ? *row : archived->second;
        return is_same_value(value_in(was, place.second), value_in(line, "before")) &&
               !is_same_value(value_in(line, "before"), value_in(line, "after"));
    }

    /// After this run, too.
    bool is_as_before(const changed_place& place, const json::object& line) const
    {
        if (is_of_presence(place))
            return after_.has(place.first) == before_.has(place.first);
        const auto row = after_.find(place.first);
        return row && is_same_value(value_in(*row, place.second), value_in(line, "before"));
    }

    json::object taken_back(json::object line) const
    {
        std::swap(line["before"], line["after"]);
        line["date"] = date_;
        return line;
    }

    rows_by_id before_;
    rows_by_id after_;
    std::map<std::string, json::object> archived_ = {};
    std::string date_;
    std::map<changed_place, json::object> left_ = {};
};

}  // namespace

std::string added_changes(const chunked_text& feed, const rows_of_run& rows)
{
    killed_run killed(feed, rows);
    std::vector<std::pair<std::string, std::string>> lines;  // folded id, text
    make_changes(rows, [&](json::object&& change) {
        if (!killed.is_told(change))
            lines.emplace_back(fold_id(text_in(change, "id")), to_json_line(change));
    });
    // Stable: the changes of a row stay in the order of its fields.
    std::ranges::stable_sort(lines, {}, &std::pair<std::string, std::string>::first);
    std::string text;
    for (const auto& [id, line] : lines)
        (text += line) += '\n';
    for (const auto& line : killed.taken_back())
        (text += to_json_line(line)) += '\n';
    return text;
}

}  // namespace muster
