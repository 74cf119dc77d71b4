#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace muster {

inline constexpr std::size_t sentence_bytes_limit = 1000;

/// Text from outside, made fit for one line of a report or terminal: control characters and invalid
/// UTF-8 become \xNN, and text beyond the limit is replaced by "…".
std::string plain_text(std::string_view text, std::size_t bytes_limit = sentence_bytes_limit);

}  // namespace muster
