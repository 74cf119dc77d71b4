#pragma once

#include "net/http/web_client.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace muster {

/// SHA-256 as 64 hexadecimal digits.
std::string sha256(std::string_view data);

/// A response as the content of a file: check sum, one line of JSON, the body as it is.
std::string to_file_text(const web_answer& answer);

/// Nothing when the text is damaged or of another version.
std::optional<web_answer> from_file_text(std::string_view text);

}  // namespace muster
