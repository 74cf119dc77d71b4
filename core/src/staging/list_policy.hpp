#pragma once

#include "muster/failure.hpp"
#include "table/candidate_table.hpp"

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

inline constexpr std::string_view policy_file_name = "policy.json";

/// A rule that leaves models out: exactly one condition, and a reason.
struct list_rule
{
    std::optional<std::string> id_contains = {};  ///< letter case aside
    std::optional<std::string> owner = {};        ///< letter case aside
    std::optional<double> popularity_below = {};  ///< only for models that one source lists
    std::optional<double> params_b_below = {};    ///< billions; only for models whose size is known
    std::string why = {};
};

/// From which files models are left out.
enum class left_out_of
{
    models,   ///< models.json alone; the staging file shows all
    staging,  ///< both
};

/// The content of data/policy.json.
struct list_policy
{
    left_out_of where = left_out_of::models;
    std::set<std::string> variants = {};  ///< relations that --variants applies to
    std::vector<list_rule> rules = {};
};

/// The policy without a file: nothing is left out, and quantised copies and adapters count as
/// variants.
list_policy default_list_policy();

/// Reads data/policy.json. Fails with not_json or wrong_shape; a rule needs exactly one condition,
/// and a reason.
result<list_policy>
read_list_policy(std::string_view text, std::string_view file_name = policy_file_name);

/// A model that was left out, with the reason.
struct left_model
{
    std::string model_id = {};
    std::string reason = {};
    bool is_by_license = false;  ///< by --license, and not by a rule
};

/// The reason of the first rule that applies; nothing when none does. params_b is absent when the
/// size is unknown, and no rule by size applies then.
std::optional<std::string> reason_to_leave(
    const candidate_view& model, std::optional<double> params_b, const list_policy& policy
);

}  // namespace muster
