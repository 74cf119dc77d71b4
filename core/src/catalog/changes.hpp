#pragma once

#include "archive.hpp"
#include "models.hpp"
#include "muster/failure.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <functional>
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
    std::span<const model_row> before = {};
    std::span<const model_row> after = {};
    std::span<const archived_model> archived = {};  ///< before the run
    std::span<const model_row> archives = {};       ///< that the run put there
    std::string date = {};

    /// The present name of a model.
    std::function<std::string(const std::string& model_id)> today = {};
};

/// The changes, as the file has them, by id.
std::vector<boost::json::object> changes_of(const rows_of_run& rows);

/// The text of the file with the changes of a run at its end. What a run that was killed wrote here
/// and then did not do is not told twice, or is taken back.
std::string append_changes(std::string text, const rows_of_run& rows);

/// What the file says, as far as it can be read: a line that is no object is passed over.
boost::json::array read_changes(std::string_view text);

/// Of these, what happened on that day or later (empty: ever) to one model (empty: to any), under
/// any name that the changes themselves connect with its own.
boost::json::array
chosen_changes(const boost::json::array& all, std::string_view model_id, std::string_view since);

}  // namespace muster
