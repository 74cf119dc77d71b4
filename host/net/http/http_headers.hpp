#pragma once

#include "url.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace muster {

/// Names in lower case, in the order of arrival; a name may occur more than once.
using http_headers = std::vector<std::pair<std::string, std::string>>;

/// The first header of that (lower-case) name; empty when there is none.
std::string_view find_header(const http_headers& headers, std::string_view name) noexcept;

/// The target of the first `rel="next"` among all Link headers, as written: it may be relative.
/// Several links in a header, quoted parameters and several relations in one `rel` are read (RFC
/// 8288).
std::optional<std::string> link_next(const http_headers& headers);

}  // namespace muster
