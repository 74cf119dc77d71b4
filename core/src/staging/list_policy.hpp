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

/// What is left out, and why: one condition.
struct list_rule
{
    std::optional<std::string> id_contains = {};  ///< letter case aside
    std::optional<std::string> owner = {};        ///< letter case aside
    std::optional<double> popularity_below = {};  ///< of models that one source alone lists
    std::optional<double> params_b_below = {};    ///< billions; only where the size is known
    std::string why = {};
};

/// From which list models are left out.
enum class left_out_of
{
    models,   ///< models.json: the staging file shows all that was listed
    staging,  ///< both
};

/// What keeps lists readable: data/policy.json.
struct list_policy
{
    left_out_of where = left_out_of::models;
    std::set<std::string> variants = {};  ///< relations that --variants is about
    std::vector<list_rule> rules = {};
};

/// What applies where there is no policy file: nothing is left out; quantised copies and adapters
/// are variants.
list_policy default_list_policy();

/// Reads data/policy.json. Fails with not_json or wrong_shape; a rule needs exactly one condition,
/// and a reason.
result<list_policy>
read_list_policy(std::string_view text, std::string_view file_name = policy_file_name);

/// A model that a rule leaves out.
struct left_model
{
    std::string model_id = {};
    std::string reason = {};
};

/// The reason of the first rule that leaves a model out; nothing when none does. params_b is absent
/// when the size is not known.
std::optional<std::string> reason_to_leave(
    const candidate_view& model, std::optional<double> params_b, const list_policy& policy
);

}  // namespace muster
