#pragma once

#include <span>
#include <string>
#include <string_view>

namespace muster {

/// Levenshtein distance in bytes. O(a * b) time, O(b) memory.
std::size_t edit_distance(std::string_view a, std::string_view b);

/// The known word that is nearest by edit distance, the first of equals; empty when none is near.
std::string suggest(std::string_view given, std::span<const std::string> known);

/// "; did you mean hub?", or an empty text.
std::string did_you_mean(std::string_view given, std::span<const std::string> known);

}  // namespace muster
