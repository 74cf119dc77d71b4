#pragma once

#include "muster/failure.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace muster {

/// The largest file that is read into memory: a staging file of the whole Hub fits.
inline constexpr std::uint64_t file_bytes_limit = std::uint64_t{4} << 30;

/// The whole content of a regular file. Fails with the system's error code; `where` is a sentence.
result<std::string> read_file(const std::filesystem::path& file);

/// As read_file, with nothing for a file that does not exist.
result<std::optional<std::string>> read_file_if_there(const std::filesystem::path& file);

/// Replaces a file in one step: written beside it, flushed to the disk, renamed. Readers see the
/// old content or the new. A file that has this content already is left untouched.
///
/// Fails with the system's error code; then the old file stands and nothing is left beside it.
result<void> replace_file(const std::filesystem::path& file, std::string_view content);

}  // namespace muster
