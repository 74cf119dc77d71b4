#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace muster {

/// A finite number as JSON has it: "0.5", "7".
std::string number_text(double number);

/// "1 model", "2 models", "12,345 models". The thing's plural must end in "s".
std::string count_of(std::uint64_t count, std::string_view thing);

/// "512 B", "1.3 MB": powers of 1000, as the Hub shows sizes.
std::string bytes_text(std::uint64_t bytes);

/// The same of a sum that was computed with fractions.
std::string rounded_bytes(double bytes);

/// "0.8 s", "2 min 5 s".
std::string seconds_text(std::chrono::milliseconds time);

/// A column of a table for the terminal: the text, then spaces up to the width, at least one.
/// Counts bytes: for ASCII text.
std::string padded(std::string_view text, std::size_t width);

/// Adds a part to a list in words, behind ", " where it is not the first; nothing where it is
/// empty.
void add_to_list(std::string& list, std::string_view part);

/// The width of the column that names a source, in live lines and in the summary.
inline constexpr std::size_t source_name_columns = 14;

}  // namespace muster
