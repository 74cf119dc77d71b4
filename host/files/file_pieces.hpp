#pragma once

#include "muster/failure.hpp"
#include "text/text_parts.hpp"

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string_view>

namespace muster {

/// As much of a large file as is held at once.
inline constexpr std::size_t file_piece_bytes = std::size_t{1} << 20;

/// Reads a file piece by piece. Fails as read_file does; pieces may have come before.
result<void> for_each_piece(
    const std::filesystem::path& file, const std::function<void(std::string_view)>& take
);

/// The content that a file has now, even if another takes its name before the parts are made. Fails
/// as read_file does. Making a part throws std::system_error when it can no longer be read whole.
result<text_parts> parts_of_file(const std::filesystem::path& file);

/// Whether a file has this content and nothing else; false when it cannot be read.
bool has_content(const std::filesystem::path& file, const text_parts& content);

}  // namespace muster
