#include "changes.hpp"
#include "contract/identity.hpp"
#include "json/array_of.hpp"
#include "muster/json_text.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <map>
#include <set>
#include <utility>
#include <vector>

namespace json = boost::json;

namespace muster {

namespace {

/// An object without numbers that are too large for JSON to have: 1e400 is read as infinity.
bool is_writable(const json::value& line)
{
    const auto* const members = line.if_object();
    return members && std::ranges::all_of(*members, [](const auto& member) {
               const auto* const number = member.value().if_double();
               return !number || std::isfinite(*number);
           });
}

/// Folded names that a change says are of one model.
using renamed_model = std::pair<std::string, std::string>;

void add_rename(std::vector<renamed_model>& renames, const json::object& line)
{
    if (text_in(line, "field") != "model_id")
        return;
    auto before = fold_id(text_in(line, "before"));
    auto after = fold_id(text_in(line, "after"));
    if (!before.empty() && !after.empty())
        renames.emplace_back(std::move(before), std::move(after));
}

/// The folded names under which changes speak of a model.
std::set<std::string> names_of(const std::vector<renamed_model>& renames, std::string_view model_id)
{
    std::set<std::string> names{fold_id(model_id)};
    // Until nothing is added: a name may have led to another twice.
    for (std::size_t known = 0; known != names.size();)
    {
        known = names.size();
        for (const auto& [before, after] : renames)
            if (names.contains(before) || names.contains(after))
                names.insert({before, after});
    }
    return names;
}

/// Numbers names so that joined ones have the same: union-find.
class name_groups
{
public:
    std::size_t of(const std::string& name)
    {
        const auto [found, is_new] = numbers_.emplace(name, next_.size());
        if (is_new)
            next_.push_back(found->second);
        auto number = found->second;
        // Halves the way for whoever goes it next: a long line of renames takes no longer for that.
        while (next_[number] != number)
            number = next_[number] = next_[next_[number]];
        return number;
    }

    void join(const std::string& one, const std::string& other)
    {
        const auto first = of(one);
        const auto second = of(other);
        next_[first] = second;
    }

private:
    std::map<std::string, std::size_t> numbers_ = {};
    std::vector<std::size_t> next_ = {};  // the last of a group leads to itself
};

/// Whether a line is of one of these models (empty: of any), and of that day or later.
bool is_chosen(const json::object& line, const std::set<std::string>& names, std::string_view since)
{
    const bool is_meant = names.empty() || names.contains(fold_id(text_in(line, "id")));
    // Days written like this compare as texts.
    return is_meant && text_in(line, "date") >= since;
}

}  // namespace

void for_each_change(const chunked_text& feed, const std::function<void(const json::object&)>& take)
{
    const auto take_line = [&take](std::string_view text) {
        const auto line = parse_json(text, changes_file_name);
        if (line.has_value() && is_writable(*line))
            take(line->get_object());
    };
    std::string rest;
    for (std::size_t part = 0; part < feed.count; ++part)
    {
        rest += feed.make(part);
        std::size_t begin = 0;
        for (auto end = rest.find('\n'); end != std::string::npos; end = rest.find('\n', begin))
        {
            take_line(std::string_view(rest).substr(begin, end - begin));
            begin = end + 1;
        }
        // A line may go on in the next piece.
        rest.erase(0, begin);
    }
    // The last line lacks its end where a run was killed: whole it counts, cut short it is no JSON.
    if (!rest.empty())
        take_line(rest);
}

json::array read_changes(const chunked_text& feed)
{
    json::array out;
    for_each_change(feed, [&out](const json::object& line) { out.emplace_back(line); });
    return out;
}

void for_each_chosen_change(
    const chunked_text& feed,
    std::string_view model_id,
    std::string_view since,
    const std::function<void(const json::object&)>& take
)
{
    std::set<std::string> names;
    if (!model_id.empty())
    {
        std::vector<renamed_model> renames;
        for_each_change(feed, [&renames](const json::object& line) { add_rename(renames, line); });
        names = names_of(renames, model_id);
    }
    // Read a second time: a rename may come after the lines of the earlier name.
    for_each_change(feed, [&](const json::object& line) {
        if (is_chosen(line, names, since))
            take(line);
    });
}

changes_by_model::changes_by_model(const json::array& all)
{
    std::vector<renamed_model> renames;
    for (const auto& one : all)
        add_rename(renames, one.get_object());
    name_groups groups;
    for (const auto& [before, after] : renames)
        groups.join(before, after);
    // After all renames: one may come after the lines of the earlier name.
    for (const auto& [before, after] : renames)
        for (const auto& name : {before, after})
            groups_.emplace(name, groups.of(name));
    for (const auto& one : all)
    {
        const auto name = fold_id(text_in(one.get_object(), "id"));
        const auto group = groups_.emplace(name, groups.of(name)).first->second;
        changes_[group].push_back(one);
    }
}

json::array changes_by_model::about(std::string_view model_id) const
{
    const auto group = groups_.find(fold_id(model_id));
    const auto found = group == groups_.end() ? changes_.end() : changes_.find(group->second);
    return found == changes_.end() ? json::array() : found->second;
}

}  // namespace muster
