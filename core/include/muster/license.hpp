#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace muster {

/// Brings a published licence to the Hub's form of ids: lower case over [a-z0-9.+_-], at most 64
/// bytes. Nothing for "unknown", "none", "null" and free text.
std::optional<std::string> normalize_license(std::string_view published);

}  // namespace muster
