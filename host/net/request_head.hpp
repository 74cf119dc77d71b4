#pragma once

#include "client_settings.hpp"
#include "net/http/url.hpp"
#include "net/http/web_client.hpp"

#include <span>
#include <string>

namespace muster {

/// The text of a GET: request line and headers, without a body. `kept`, unless null, is a cached
/// response of the same URL; its validators make the request conditional.
std::string request_head(
    const web_url& url,
    const client_settings& settings,
    const web_request& request,
    const web_answer* kept
);

}  // namespace muster
