#pragma once

#include "url.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace muster {

/// Names in lower case, in the order they came.
using http_headers = std::vector<std::pair<std::string, std::string>>;

/// The first header of that (lower-case) name; empty when there is none.
std::string_view find_header(const http_headers& headers, std::string_view name) noexcept;

/// The target of the first `rel="next"` among all Link headers, as it stands there: it may be
/// relative. Brackets, quotes and several relations in one header are understood (RFC 8288).
std::optional<std::string> link_next(const http_headers& headers);

}  // namespace muster
