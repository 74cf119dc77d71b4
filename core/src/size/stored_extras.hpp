#pragma once

#include "size/rules/config_formula.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace muster {

/// What repositories store beside the weights that the formula counts, each or not.
struct stored_extra
{
    std::uint64_t params = 0;
    std::string_view name = {};
    bool is_common = false;  ///< may be part of a close fit too
    bool is_loaded = false;  ///< a weight, where it is stored
};

using stored_extras = std::array<stored_extra, 8>;

/// The one that holds layers for multi-token prediction.
inline constexpr std::size_t mtp_extra = 0;

stored_extras extras_of(const formula_size& formula);

constexpr bool is_chosen(unsigned chosen, std::size_t extra) { return (chosen >> extra & 1U) != 0; }

/// Whether all that are chosen can be there.
bool may_choose(const stored_extras& extras, unsigned chosen, bool only_common);

std::uint64_t sum_extras(const stored_extras& extras, unsigned chosen);

/// Of these, what is loaded.
std::uint64_t sum_loaded(const stored_extras& extras, unsigned chosen);

/// "MTP layers and attention masks"
std::string name_extras(const stored_extras& extras, unsigned chosen);

}  // namespace muster
