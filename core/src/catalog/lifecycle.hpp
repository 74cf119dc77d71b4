#pragma once

#include "models.hpp"
#include "row_table.hpp"
#include "unlisted.hpp"

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// What the Hub said in this run of a model that nobody lists.
enum class hub_word
{
    none,   ///< it was not asked, or did not answer
    there,  ///< it has the model
    gone,   ///< its definite answer: there is no such model, or none that is public
};

/// What decides on the published rows that were not made anew.
struct lifecycle_rules
{
    row_table before = {};                          ///< models.json as it is
    std::span<const unlisted_model> unlisted = {};  ///< which of them may stand on
    std::string today = {};

    /// Whether something else became of the model: it has its row, no size, or was left out.
    std::function<bool(const model_row&)> is_settled = {};

    /// The same of an id alone, where that is enough to say yes. May be empty.
    std::function<bool(std::string_view model_id)> is_accounted_for = {};

    std::function<hub_word(const std::string& model_id)> hub = {};
};

struct row_fates
{
    std::vector<model_row> standing = {};  ///< as they were, with unlisted_since or gone_since
    std::vector<model_row> archived = {};  ///< the same, their time of grace over
    std::vector<model_row> gone = {};      ///< left out at once
};

/// In the order of the rows of before. Pure.
row_fates fates_of(const lifecycle_rules& rules);

}  // namespace muster
