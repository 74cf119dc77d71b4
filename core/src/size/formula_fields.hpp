#pragma once

#include "completions.hpp"
#include "size/facts/model_size.hpp"
#include "totals.hpp"

#include <boost/json/object.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace muster {

/// The evidence of fields, in words.
struct formula_origin
{
    std::string read = {};      ///< of what a configuration says: "config.json"
    std::string computed = {};  ///< of what follows from it: "config.json formula"
};

/// All that a formula says of a size, but params, which other evidence may know better.
model_size fields_of(const formula_size& formula, const formula_origin& origin);

/// Sets a field, and tells its evidence.
template <class T>
void put_field(
    model_size& size,
    std::string_view field,
    std::optional<T>& member,
    T value,
    const std::string& evidence
)
{
    member = std::move(value);
    size.origin.push_back({std::string(field), evidence});
}

/// text_params 0: the language model could not be told apart.
void put_params(
    model_size& size, std::uint64_t params, std::uint64_t text_params, const std::string& evidence
);

/// Takes over what follows from the width that the total tells.
void take_solved(model_size& size, const total_reading& reading);

/// Takes a field out again, and its origin.
template <class T>
void leave_out(model_size& size, std::string_view field, std::optional<T>& member)
{
    member.reset();
    std::erase_if(size.origin, [field](const auto& one) { return one.field == field; });
}

/// What the total says by the formula. Where the configuration leaves the width open, only a fit to
/// the parameter says anything; where it leaves out a tower, that fit says more than the total.
completed_reading explain_or_complete(
    const boost::json::object& config,
    const formula_size& formula,
    const hub_total& hub,
    double tolerance
);

}  // namespace muster
