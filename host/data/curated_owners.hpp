#pragma once

#include "muster/failure.hpp"

#include <filesystem>
#include <string>

namespace muster {

/// The owners of the models on the curated list of a data directory, sorted, with commas between;
/// empty without a list that can be read (the source that reads it says what is wrong with it).
std::string curated_owners(const std::filesystem::path& data);

/// How large a file of ids may be, and how many it may name: each is a request.
inline constexpr std::size_t ids_file_bytes_limit = std::size_t{1} << 20;
inline constexpr std::size_t ids_file_lines_limit = 10'000;

/// The ids in a file that a person wrote, each once, with commas between: a Hub id or a link to a
/// model on each line; empty lines and what follows a # aside.
///
/// Fails with the system's code, too_large or bad_value; `where` has the file and the line.
result<std::string> read_ids_file(const std::filesystem::path& file);

}  // namespace muster
