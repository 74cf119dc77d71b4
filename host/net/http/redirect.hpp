#pragma once

#include "fault.hpp"
#include "http_headers.hpp"
#include "url.hpp"

namespace muster {

/// More hops than this are a loop.
inline constexpr unsigned redirect_limit = 5;

/// 301, 302, 303, 307 and 308: with GET alone they all mean the same.
bool is_redirect(unsigned status) noexcept;

/// Where an answer from `from` sends us. Fails when that cannot be read, is not http(s), or
/// would leave https.
attempt<web_url> redirect_target(const web_url& from, const http_headers& headers);

}  // namespace muster
