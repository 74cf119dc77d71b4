#include "changes.hpp"
#include "contract/identity.hpp"
#include "diff.hpp"
#include "muster/json_text.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>

namespace json = boost::json;

namespace muster {

namespace {

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

/// The lines of the last day, the last of each place. A field of a row that came or went after it
/// is no matter any more.
std::map<changed_place, json::object> last_lines(const json::array& all)
{
    std::map<changed_place, json::object> last;
    const auto day = all.empty() ? std::string() : text_in(all.back().get_object(), "date");
    for (const auto& one : all)
    {
        const auto& line = one.get_object();
        if (text_in(line, "date") != day)
            continue;
        const auto place = place_of(line);
        if (is_of_presence(place))
            std::erase_if(last, [&](const auto& earlier) {
                return earlier.first.first == place.first;
            });
        last[place] = line;
    }
    return last;
}

std::map<std::string, json::object> by_folded_id(std::span<const model_row> rows)
{
    std::map<std::string, json::object> out;
    for (const auto& row : rows)
        out.emplace(fold_id(row.model_id), to_json(row));
    return out;
}

/// A run that was killed after the feed and before the rows left lines of what then did not happen.
/// This one begins with the rows of before: what it finds again is not told twice, what comes
/// differently is told from where the feed is, and what does not come after all is taken back.
class killed_run
{
public:
    killed_run(const json::array& feed, const rows_of_run& rows)
        : before_(by_folded_id(rows.before)), after_(by_folded_id(rows.after)), date_(rows.date)
    {
        for (const auto& one : rows.archived)
            archived_.emplace(fold_id(one.row.model_id), to_json(one.row));
        for (auto& [place, line] : last_lines(feed))
            if (did_not_happen(place, line))
                left_.emplace(place, std::move(line));
    }

    std::vector<json::object> corrected(std::vector<json::object> changes)
    {
        std::erase_if(changes, [this](json::object& change) { return is_told(change); });
        for (const auto& [place, line] : left_)
            if (is_as_before(place, line))
                changes.push_back(taken_back(line));
        return changes;
    }

private:
    bool did_not_happen(const changed_place& place, const json::object& line) const
    {
        const auto row = before_.find(place.first);
        const bool is_there = row != before_.end();
        const bool goes = value_in(line, "after").is_null();
        if (place.second == "model_id")
            return is_there == goes;
        if (place.second == "archived")
            return is_there != goes;
        // What a row has in the archive is what it comes back with.
        const auto archived = archived_.find(place.first);
        if (!is_there && archived == archived_.end())
            return false;
        const auto& was = is_there ? row->second : archived->second;
        return is_same_value(value_in(was, place.second), value_in(line, "before")) &&
               !is_same_value(value_in(line, "before"), value_in(line, "after"));
    }

    /// Whether the feed has it already; if it has the beginning alone, the change goes on from
    /// there.
    bool is_told(json::object& change)
    {
        const auto place = place_of(change);
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

    /// After this run, too.
    bool is_as_before(const changed_place& place, const json::object& line) const
    {
        const auto row = after_.find(place.first);
        if (is_of_presence(place))
            return (row != after_.end()) == (before_.find(place.first) != before_.end());
        return row != after_.end() &&
               is_same_value(value_in(row->second, place.second), value_in(line, "before"));
    }

    json::object taken_back(json::object line) const
    {
        std::swap(line["before"], line["after"]);
        line["date"] = date_;
        return line;
    }

    std::map<std::string, json::object> before_;
    std::map<std::string, json::object> archived_ = {};
    std::map<std::string, json::object> after_;
    std::string date_;
    std::map<changed_place, json::object> left_ = {};
};

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

std::string append_changes(std::string text, const rows_of_run& rows)
{
    for (const auto& one : killed_run(read_changes(text), rows).corrected(changes_of(rows)))
    {
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
