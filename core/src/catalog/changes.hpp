#pragma once

#include "archive.hpp"
#include "models.hpp"
#include "muster/failure.hpp"
#include "row_table.hpp"
#include "text/chunked_text.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <cstddef>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// The changes of models.json, one JSON object a line, the latest last: `date`, `id`, `field`,
/// `before`, `after`, and `origin` (the evidence of the value) or `source` (who lists the model).
/// A row that comes or goes is a change of `model_id` from or to null, one that is archived or
/// comes back from there a change of `archived`; a rename is a change of `model_id` alone.
inline constexpr std::string_view changes_file_name = "changes.jsonl";

/// The rows of models.json before and after a run.
struct rows_of_run
{
    row_table before = {};
    row_table after = {};
    std::span<const archived_model> archived = {};  ///< before the run
    std::span<const model_row> archives = {};       ///< that the run put there
    std::string date = {};

    /// The present name of a model.
    std::function<std::string(const std::string& model_id)> today = {};
};

/// The changes, as the file has them, in no particular order.
void make_changes(const rows_of_run& rows, const std::function<void(boost::json::object&&)>& take);

/// What a run adds to the feed, by id. What a run that was killed wrote there and then did not do
/// is not told twice, or is taken back. The feed is read in pieces: it grows for ever.
std::string added_changes(const chunked_text& feed, const rows_of_run& rows);

/// The lines of the feed that can be read, in their order: one that is no object is passed over.
void for_each_change(
    const chunked_text& feed, const std::function<void(const boost::json::object&)>& take
);

/// The same at once.
boost::json::array read_changes(const chunked_text& feed);

/// Of these, what happened on that day or later (empty: ever) to one model (empty: to any), under
/// any name that the changes themselves connect with its own. One by one.
void for_each_chosen_change(
    const chunked_text& feed,
    std::string_view model_id,
    std::string_view since,
    const std::function<void(const boost::json::object&)>& take
);

/// The changes of all models, for whoever asks about many: each look-up is one in a map. Gives what
/// for_each_chosen_change() does.
class changes_by_model
{
public:
    /// Precondition: all are objects.
    explicit changes_by_model(const boost::json::array& all);

    boost::json::array about(std::string_view model_id) const;

private:
    std::map<std::string, std::size_t> groups_ = {};  ///< by folded name; a model's are in one
    std::map<std::size_t, boost::json::array> changes_ = {};  ///< by group
};

}  // namespace muster
