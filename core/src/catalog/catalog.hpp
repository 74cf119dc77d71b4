#pragma once

#include "muster/failure.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

class member_reader;

inline constexpr std::string_view catalog_file_name = "catalog.json";

/// Facts of a model that a person vouches for. Each one beats what was derived; absent ones leave
/// the derived value. Units and meanings are those of models.json (models.hpp).
struct pins
{
    std::optional<double> params_b = {};
    std::optional<std::uint64_t> layers = {};
    std::optional<std::uint64_t> hidden = {};
    std::optional<double> moe_active_ratio = {};
    std::optional<std::uint64_t> ctx_len = {};
    std::optional<std::uint64_t> params = {};
    std::optional<std::uint64_t> active_params = {};
    std::optional<std::uint64_t> kv_heads = {};
    std::optional<std::uint64_t> head_dim = {};
    std::optional<std::string> attention = {};
    std::optional<std::uint64_t> kv_bytes_per_token = {};
    std::optional<std::uint64_t> kv_bytes_fixed = {};
    std::optional<std::string> dtype = {};
    std::optional<std::string> license = {};

    friend bool operator==(const pins&, const pins&) = default;
};

/// One entry of the hand-kept catalog.
struct catalog_entry
{
    std::string model_id = {};  ///< spelled as pages link to it
    pins pinned = {};
    std::optional<std::string> why = {};
    std::optional<std::string> checked = {};  ///< date, "2026-03-01"

    friend bool operator==(const catalog_entry&, const catalog_entry&) = default;
};

/// Reads one entry; what is wrong with it is a fault of the reader.
catalog_entry read_catalog_entry(member_reader& members);

/// Reads a catalog: a JSON list of entries. Fails with not_json or wrong_shape for unknown
/// members, impossible values (zero layers, a ratio above 1) and ids named twice.
result<std::vector<catalog_entry>>
read_catalog(std::string_view text, std::string_view file_name = catalog_file_name);

/// The catalog sorted by id, absent values left out.
std::string write_catalog(std::vector<catalog_entry> entries);

/// What taking over another catalog does to ours.
struct import_outcome
{
    std::vector<catalog_entry> entries = {};
    std::vector<std::string> added = {};  ///< ids
    std::vector<std::string> kept = {};   ///< ids that were there: theirs left as ours are
};

/// Adds the entries that are not there yet, letter case aside. Ours stay as they are.
import_outcome import_catalog(std::vector<catalog_entry> ours, std::vector<catalog_entry> theirs);

}  // namespace muster
