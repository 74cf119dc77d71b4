#include "changes.hpp"

#include "contract/identity.hpp"
#include "diff.hpp"
#include "muster/json_text.hpp"

#include <algorithm>
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

}  // namespace

std::vector<json::object> changes_of(const rows_of_run& rows) { return change_writer(rows).work(); }

}  // namespace muster
