#pragma once

#include "json/long_list.hpp"
#include "muster/failure.hpp"
#include "text/chunked_text.hpp"

#include <cstddef>
#include <filesystem>
#include <functional>
#include <optional>
#include <string_view>

namespace muster {

/// How much of a large file is in memory at once.
inline constexpr std::size_t file_piece_bytes = std::size_t{1} << 20;

/// Reads a file piece by piece; the views are valid during the call. Fails as read_file() does,
/// maybe after some pieces.
result<void> for_each_chunk(
    const std::filesystem::path& file, const std::function<void(std::string_view)>& take
);

/// The content of a file as text whose parts are read when they are needed. It is the file of now,
/// even if another is renamed over it. Fails as read_file() does. Reading a part throws
/// std::system_error when the file became shorter.
result<chunked_text> text_of_file(const std::filesystem::path& file);

/// The same; a file that does not exist is nothing rather than a failure.
result<std::optional<chunked_text>> text_of_file_if_there(const std::filesystem::path& file);

/// The JSON list in a file, read in pieces; it is the file of now. Fails as read_file() does.
result<long_list> list_in_file(const std::filesystem::path& file);

/// The same; a file that does not exist is nothing rather than a failure.
result<std::optional<long_list>> list_in_file_if_there(const std::filesystem::path& file);

/// Whether a file has exactly this content, which is made on all cores; false when it cannot be
/// read.
bool has_content(const std::filesystem::path& file, const chunked_text& content);

}  // namespace muster
