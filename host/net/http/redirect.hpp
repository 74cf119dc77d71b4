#pragma once

#include "http_headers.hpp"
#include "net_error.hpp"
#include "url.hpp"

namespace muster {

/// More redirects than this are taken for a loop.
inline constexpr unsigned redirect_limit = 5;

/// 301, 302, 303, 307 and 308: with GET alone they all mean the same.
bool is_redirect(unsigned status) noexcept;

/// The target of a redirect, relative to `from`. Fails with malformed without a Location, and with
/// refused when it is no http(s) URL or would leave https.
net_result<web_url> redirect_target(const web_url& from, const http_headers& headers);

}  // namespace muster
