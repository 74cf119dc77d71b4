#pragma once

#include <span>
#include <string>
#include <string_view>

namespace muster {

/// How many letters must be put in, taken out or changed (Levenshtein).
std::size_t edit_distance(std::string_view a, std::string_view b);

/// The known word that was most likely meant, by edit distance; empty when none is near.
std::string suggest(std::string_view given, std::span<const std::string> known);

/// "; did you mean hub?", or nothing.
std::string did_you_mean(std::string_view given, std::span<const std::string> known);

}  // namespace muster
