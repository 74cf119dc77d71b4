#pragma once

#include "json/long_list.hpp"
#include "muster/failure.hpp"

#include <boost/container/flat_map.hpp>
#include <boost/json/object.hpp>

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

class member_reader;

inline constexpr std::string_view models_file_name = "models.json";

/// The source of a row that the catalog alone names.
inline constexpr std::string_view catalog_source = "catalog";

/// One row of models.json. The first five members are always known; others are absent when unknown.
/// 0 never stands for "unknown".
struct model_row
{
    std::string model_id = {};
    double params_b = 0;  ///< billions, rounded by round_params_b()
    std::uint64_t layers = 0;
    std::uint64_t hidden = 0;
    double moe_active_ratio = 0;  ///< active / total parameters; 0 for dense models

    std::optional<std::uint64_t> ctx_len = {};  ///< tokens
    std::optional<std::uint64_t> params = {};
    std::optional<bool> exact = {};  ///< params is certain to the parameter; never of a pin
    std::optional<std::uint64_t> active_params = {};  ///< input embedding not counted
    std::optional<std::uint64_t> mtp_params = {};     ///< beside params: see model_size
    std::optional<std::uint64_t> lookup_params = {};  ///< of params, not of active_params
    std::optional<std::uint64_t> kv_heads = {};
    std::optional<std::uint64_t> head_dim = {};
    std::optional<std::string> attention = {};             ///< mha, mqa, gqa, mla, hybrid or none
    std::optional<std::uint64_t> kv_bytes_per_token = {};  ///< at 16 bits
    std::optional<std::uint64_t> kv_bytes_fixed = {};      ///< windows and state, at 16 bits
    std::optional<std::string> dtype = {};
    std::optional<std::string> weight_format = {};    ///< where it is quantised: see model_size
    std::optional<std::uint64_t> matrix_params = {};  ///< of params: what quantisation packs
    std::optional<std::uint64_t> expert_params = {};  ///< of matrix_params
    std::optional<std::string> license = {};
    std::optional<std::string> license_class = {};   ///< see license_class.hpp
    std::optional<std::string> license_spdx = {};    ///< where SPDX has an identifier for it
    std::optional<std::string> retires = {};         ///< the day a source gives for its end
    std::optional<std::string> unlisted_since = {};  ///< no source lists it since that day
    std::optional<std::string> gone_since = {};      ///< in its place, where the Hub has it no more
    std::optional<std::string> source =
        {};  ///< labels joined by '+'; "catalog" when none listed it

    /// The evidence of each field that is not identity, or "pin".
    boost::container::flat_map<std::string, std::string> origin = {};

    friend bool operator==(const model_row&, const model_row&) = default;
};

/// Rounds parameters in billions as models.json has them: 3 decimals, and 3 significant digits
/// below 0.1, so that the smallest model is not 0.
double round_params_b(double billions);

boost::json::object to_json(const model_row& row);

/// The text of models.json, sorted by model id. Precondition: rows have their required members.
std::string write_models(std::vector<model_row> rows);

/// Reads one row. The reader says what is wrong with it.
model_row read_model_row(member_reader& members);

/// Reads models.json row by row, also of older versions. Fails with not_json or wrong_shape, maybe
/// after some rows.
result<void> for_each_model(const long_list& file, const std::function<void(model_row&&)>& take);

/// All rows at once.
result<std::vector<model_row>>
read_models(std::string_view text, std::string_view file_name = models_file_name);

}  // namespace muster
