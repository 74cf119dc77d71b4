#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace muster {

inline constexpr std::size_t sentence_bytes_limit = 1000;

/// What foreign code said, fit for one line of a report: control characters and what is not UTF-8
/// become \xNN, and what is longer than the limit ends in "…".
std::string plain_text(std::string_view text, std::size_t bytes_limit = sentence_bytes_limit);

}  // namespace muster
