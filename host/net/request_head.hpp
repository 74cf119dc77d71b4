#pragma once

#include "client_settings.hpp"
#include "net/http/url.hpp"
#include "net/http/web_client.hpp"

#include <span>
#include <string>

namespace muster {

/// The text of a GET: its line and headers. `kept` is an earlier answer of the same URL, when
/// the server is to say whether it still holds.
std::string request_head(
    const web_url& url,
    const client_settings& settings,
    const web_request& request,
    const web_answer* kept
);

}  // namespace muster
