#pragma once

#include "catalog.hpp"
#include "models.hpp"
#include "size/facts/model_size.hpp"

#include <array>
#include <optional>
#include <span>
#include <string_view>
#include <tuple>

namespace muster {

/// What is said of a field of models.json wherever it is shown.
struct field_words
{
    std::string_view name = {};   ///< as every file spells it: "ctx_len"
    std::string_view words = {};  ///< in a sentence: "context"
    std::string_view unit = {};   ///< behind its value: " tokens"
    bool is_size = false;         ///< whether a model that changes in it has another size
    bool may_be_zero = false;     ///< of a count; for others 0 would stand for unknown
    bool may_be_pinned = true;    ///< false: it says how others were derived, or who lists it
    bool has_origin = true;       ///< false: no evidence stands behind it
};

/// A field of models.json: the members that hold a pin of it and its value in a row, and what
/// gives it from a size (a member or a function).
template <class Pin, class Value, class Derive>
struct model_field
{
    field_words about;
    Pin pin;        ///< of pins: optional
    Value value;    ///< of model_row: optional, but for what every row has
    Derive derive;  ///< std::invoke(derive, size) is an optional of the same type
};

template <class Pin, class Value, class Derive>
model_field(field_words, Pin, Value, Derive) -> model_field<Pin, Value, Derive>;

/// A size's parameters in the unit of models.json, rounded as there.
std::optional<double> params_b_of(const model_size& size);
std::optional<std::string> attention_of(const model_size& size);

/// Absent where there are no parameters that could be exact.
std::optional<bool> exactness_of(const model_size& size);

/// A licence or a date is declared, never derived from a size.
std::optional<std::string> declared_elsewhere(const model_size& size);

// A field has two lines: name, words, unit, is_size, may_be_zero, may_be_pinned,
// has_origin; then its members.
// The members of models.json and of an entry of catalog.json, the columns of an export, the words
// of a comparison and of the review page all follow from this table and its order.
//
// clang-format off
inline constexpr std::tuple model_fields{
    model_field{field_words{"params_b", "parameters", " B", true},
        &pins::params_b, &model_row::params_b, &params_b_of},
    model_field{field_words{"layers", "layers", "", true},
        &pins::layers, &model_row::layers, &model_size::layers},
    model_field{field_words{"hidden", "hidden size", "", true},
        &pins::hidden, &model_row::hidden, &model_size::hidden},
    model_field{field_words{"moe_active_ratio", "active share", "", true, true},
        &pins::moe_active_ratio, &model_row::moe_active_ratio, &moe_active_ratio},
    model_field{field_words{"ctx_len", "context", " tokens", true},
        &pins::ctx_len, &model_row::ctx_len, &model_size::ctx_len},
    model_field{field_words{"params", "exact parameters", "", true},
        &pins::params, &model_row::params, &model_size::params},
    model_field{field_words{"exact", "exact", "", false, false, false},
        &pins::exact, &model_row::exact, &exactness_of},
    model_field{field_words{"active_params", "active parameters", "", true},
        &pins::active_params, &model_row::active_params, &model_size::active_params},
    model_field{field_words{"mtp_params", "parameters of MTP layers", "", false, false, false},
        &pins::mtp_params, &model_row::mtp_params, &model_size::mtp_params},
    model_field{field_words{"lookup_params", "parameters looked up", "", false, false, false},
        &pins::lookup_params, &model_row::lookup_params, &model_size::lookup_params},
    model_field{field_words{"kv_heads", "KV heads", "", false, true},
        &pins::kv_heads, &model_row::kv_heads, &model_size::kv_heads},
    model_field{field_words{"head_dim", "head size", "", false},
        &pins::head_dim, &model_row::head_dim, &model_size::head_dim},
    model_field{field_words{"attention", "attention"},
        &pins::attention, &model_row::attention, &attention_of},
    model_field{field_words{"kv_bytes_per_token", "cache bytes a token", "", true, true},
        &pins::kv_bytes_per_token, &model_row::kv_bytes_per_token, &model_size::kv_bytes_per_token},
    model_field{field_words{"kv_bytes_fixed", "fixed cache bytes", "", true, true},
        &pins::kv_bytes_fixed, &model_row::kv_bytes_fixed, &model_size::kv_bytes_fixed},
    model_field{field_words{"dtype", "stored as"},
        &pins::dtype, &model_row::dtype, &model_size::dtype},
    model_field{field_words{"weight_format", "format of the weights", "", false, false, false},
        &pins::weight_format, &model_row::weight_format, &model_size::weight_format},
    model_field{field_words{"matrix_params", "parameters in matrices", "", false, false, false},
        &pins::matrix_params, &model_row::matrix_params, &model_size::matrix_params},
    model_field{field_words{"expert_params", "parameters of experts", "", false, false, false},
        &pins::expert_params, &model_row::expert_params, &model_size::expert_params},
    model_field{field_words{"license", "licence"},
        &pins::license, &model_row::license, &declared_elsewhere},
    model_field{field_words{"license_class", "licence class", "", false, false, false},
        &pins::license_class, &model_row::license_class, &declared_elsewhere},
    model_field{field_words{"license_spdx", "licence in SPDX", "", false, false, false, false},
        &pins::license_spdx, &model_row::license_spdx, &declared_elsewhere},
    model_field{field_words{"retires", "retires on", "", false, false, false, false},
        &pins::retires, &model_row::retires, &declared_elsewhere},
    model_field{field_words{"unlisted_since", "unlisted since", "", false, false, false, false},
        &pins::unlisted_since, &model_row::unlisted_since, &declared_elsewhere},
    model_field{field_words{"gone_since", "gone since", "", false, false, false, false},
        &pins::gone_since, &model_row::gone_since, &declared_elsewhere}};
// clang-format on

/// Calls visit with every field, in the order of the file.
template <class Visit>
void for_each_model_field(Visit visit)
{
    std::apply([&visit](const auto&... field) { (visit(field), ...); }, model_fields);
}

inline constexpr auto model_field_words =
    std::apply([](const auto&... field) { return std::array{field.about...}; }, model_fields);

inline constexpr auto model_field_names =
    std::apply([](const auto&... field) { return std::array{field.about.name...}; }, model_fields);

/// The members that an entry of catalog.json may have.
std::span<const std::string_view> pinned_field_names();

/// Null for what is no such field: an id, a source.
const field_words* find_model_field(std::string_view name) noexcept;

}  // namespace muster
