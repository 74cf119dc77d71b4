#pragma once

#include "muster/failure.hpp"

#include <boost/json/object.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

class member_reader;

inline constexpr std::string_view catalog_file_name = "catalog.json";

/// Facts of a model that a person vouches for. A pin beats the derived value; an absent one leaves
/// it. Units and meanings are those of models.json (models.hpp).
struct pins
{
    std::optional<double> params_b = {};
    std::optional<std::uint64_t> layers = {};
    std::optional<std::uint64_t> hidden = {};
    std::optional<double> moe_active_ratio = {};
    std::optional<std::uint64_t> ctx_len = {};
    std::optional<std::uint64_t> params = {};
    std::optional<bool> exact = {};  ///< never of an entry: a person's word is not
    std::optional<std::uint64_t> active_params = {};
    std::optional<std::uint64_t> mtp_params = {};
    std::optional<std::uint64_t> lookup_params = {};
    std::optional<std::uint64_t> kv_heads = {};
    std::optional<std::uint64_t> head_dim = {};
    std::optional<std::string> attention = {};
    std::optional<std::uint64_t> kv_bytes_per_token = {};
    std::optional<std::uint64_t> kv_bytes_fixed = {};
    std::optional<std::string> dtype = {};
    std::optional<std::string> weight_format = {};
    std::optional<std::uint64_t> matrix_params = {};
    std::optional<std::uint64_t> expert_params = {};
    std::optional<std::string> license = {};
    // Never of an entry: when a row was listed, by whoever listed it.
    std::optional<std::string> license_class = {};
    std::optional<std::string> license_spdx = {};
    std::optional<std::string> retires = {};
    std::optional<std::string> unlisted_since = {};
    std::optional<std::string> gone_since = {};

    friend bool operator==(const pins&, const pins&) = default;
};

/// One entry of the hand-kept catalog.
struct catalog_entry
{
    std::string model_id = {};  ///< the spelling that models.json keeps, as pages link to it
    pins pinned = {};
    std::optional<std::string> why = {};
    std::optional<std::string> checked = {};  ///< date, "2026-03-01"

    friend bool operator==(const catalog_entry&, const catalog_entry&) = default;
};

/// Reads one entry. What is wrong with it becomes the reader's fault.
catalog_entry read_catalog_entry(member_reader& members);

/// The members of an entry in their order, absent values left out.
boost::json::object to_json(const catalog_entry& entry);

/// Reads a catalog: a JSON list of entries. Fails with not_json or wrong_shape: for unknown
/// members, invalid values (zero layers, a ratio above 1) and models that occur twice.
result<std::vector<catalog_entry>>
read_catalog(std::string_view text, std::string_view file_name = catalog_file_name);

/// The text of the catalog: sorted by id, absent values left out.
std::string write_catalog(std::vector<catalog_entry> entries);

/// The result of importing another catalog.
struct import_outcome
{
    std::vector<catalog_entry> entries = {};
    std::vector<std::string> added = {};  ///< ids
    std::vector<std::string> kept = {};   ///< ids that we had: ours stay
};

/// Adds the entries of models that are not in ours, letter case aside. Ours stay as they are.
import_outcome import_catalog(std::vector<catalog_entry> ours, std::vector<catalog_entry> theirs);

}  // namespace muster
