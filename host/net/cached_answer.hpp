#pragma once

#include "net/http/web_client.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace muster {

/// SHA-256 as 64 hexadecimal digits.
std::string sha256(std::string_view data);

/// An answer as the text of a file: a check sum, a line of JSON, the body as it is.
std::string to_file_text(const web_answer& answer);

/// None when the text was damaged, or is of another version.
std::optional<web_answer> from_file_text(std::string_view text);

}  // namespace muster
