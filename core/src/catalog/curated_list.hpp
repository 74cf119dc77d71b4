#pragma once

#include "muster/failure.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace muster {

inline constexpr std::string_view curated_file_name = "community_rankings.json";

/// The ids on the curated list, a JSON list of objects with `model_id`, in its order; a link as the
/// id it leads to. Fails with not_json or wrong_shape; `where` names the element.
result<std::vector<std::string>>
read_curated_ids(std::string_view text, std::string_view file_name = curated_file_name);

/// The text of the list with a model at its end, which is the last rank. All other bytes stay as
/// they are. why: may be empty. Fails as read_curated_ids() does.
result<std::string> add_to_curated(
    std::string_view text,
    std::string_view model_id,
    std::string_view why,
    std::string_view file_name = curated_file_name
);

}  // namespace muster
