#pragma once

#include <cstdint>
#include <string_view>

namespace muster {

/// Why a model has no size. What is not known here is never told as a fact about the Hub: "not
/// recorded", "not asked", "not answered" and "the Hub has none" are four things.
enum class unsized_kind : std::uint8_t
{
    not_recorded,  ///< nothing here tells, and this run cannot ask the Hub
    not_asked,     ///< this run did not come to ask
    not_answered,  ///< asked for, and no answer came
    none_on_hub,   ///< the Hub answered that there is none
    unreadable,    ///< there is one, and it is not what it should be
    gated,         ///< it takes a token with access
    disagreement,  ///< what is known contradicts itself
    not_modelled,  ///< no formula is known
    not_allowed,   ///< what could tell must not be used (--evidence)
    incomplete,    ///< something is missing that a person may pin
};

/// As run_report.json spells it: "not-recorded".
std::string_view to_string(unsized_kind kind) noexcept;

}  // namespace muster
