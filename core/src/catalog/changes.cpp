#include "changes.hpp"

#include "contract/identity.hpp"
#include "diff.hpp"
#include "identity/current_ids.hpp"
#include "muster/json_text.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <set>

namespace json = boost::json;

namespace muster {

namespace {

current_ids names_in(const row_table& rows, const rows_of_run& run)
{
    const auto id_at = [&rows](std::uint32_t position) { return rows.id_at(position); };
    return {static_cast<std::uint32_t>(rows.size()), id_at, run.today};
}

/// Makes the lines of one run.
class change_writer
{
public:
    change_writer(const rows_of_run& rows, const std::function<void(json::object&&)>& take_change)
        : rows_(rows), take_change_(take_change), before_(names_in(rows.before, rows)),
          is_met_(rows.before.size())
    {
        for (const auto& one : rows.archived)
            archived_.emplace(today(one.row.model_id), &one);
        for (const auto& row : rows.archives)
            archives_.insert(fold_id(row.model_id));
    }

    void work()
    {
        for (std::size_t i = 0; i < rows_.after.size(); ++i)
            take(i);
        leave_others();
    }

private:
    std::string today(const std::string& model_id) const { return fold_id(rows_.today(model_id)); }

    std::optional<std::uint32_t> earlier_row_of(const std::string& model_id) const
    {
        // The row's own id first: two rows of one model may have gone on side by side.
        if (const auto same = before_.find(model_id))
            return same;
        return before_.find_current(today(model_id));
    }

    void take(std::size_t index)
    {
        const std::string model_id(rows_.after.id_at(index));
        if (const auto was = earlier_row_of(model_id))
        {
            is_met_[*was] = true;
            // Most rows are as they were.
            if (!rows_.after.is_same(index, rows_.before, *was))
                add_changes(rows_.before[*was], rows_.after[index]);
            return;
        }
        const auto row = rows_.after[index];
        const auto archived = archived_.find(today(model_id));
        if (archived == archived_.end())
            return add(row, {"model_id", nullptr, json::value(row.model_id)});
        // It comes back as it was put there; what is new of it is told beside that.
        add(row, {"archived", json::value(archived->second->archived), nullptr});
        add_changes(archived->second->row, row);
    }

    void leave_others()
    {
        std::vector<std::uint32_t> left;
        for (std::uint32_t i = 0; i < rows_.before.size(); ++i)
            // Of two rows of one model the first counts.
            if (!is_met_[i] && before_.find(rows_.before.id_at(i)) == i)
                left.push_back(i);
        if (left.empty())
            return;
        // Only now: in most runs no row leaves, and this is an index of all of them.
        const auto after = names_in(rows_.after, rows_);
        for (const auto i : left)
            leave(rows_.before[i], after);
    }

    void add_changes(const model_row& was, const model_row& row)
    {
        for (const auto& change : changed_fields(to_json(was), to_json(row)))
            // The evidence of a value stands beside the value; alone it changes nothing.
            if (!change.field.starts_with("origin."))
                add(row, change);
    }

    void leave(const model_row& row, const current_ids& after)
    {
        // Two rows turned out to be one model.
        const auto other = after.find_current(today(row.model_id));
        const json::value id(row.model_id);
        if (other)
            add(row, {"model_id", id, json::value(rows_.after.id_at(*other))});
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
        take_change_(std::move(line));
    }

    const rows_of_run& rows_;
    const std::function<void(json::object&&)>& take_change_;
    current_ids before_;
    std::vector<bool> is_met_;
    std::map<std::string, const archived_model*> archived_ = {};
    std::set<std::string> archives_ = {};
};

}  // namespace

void make_changes(const rows_of_run& rows, const std::function<void(json::object&&)>& take)
{
    change_writer(rows, take).work();
}

}  // namespace muster
