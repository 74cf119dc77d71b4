#pragma once

#include "assess.hpp"
#include "size/facts/key_facts.hpp"

#include <cstdint>
#include <optional>

namespace muster {

/// A size by key facts, where the Hub's total proves them: where the formula gives it to the last
/// parameter. Of what no total proves (context, windows, how many experts compute a token) only
/// what the facts state themselves is part of it.
assessment assess_key_facts(const key_facts& facts, const std::optional<std::uint64_t>& hub_total);

}  // namespace muster
