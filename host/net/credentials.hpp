#pragma once

#include "client_settings.hpp"
#include "net/http/url.hpp"

#include <span>
#include <string_view>
#include <vector>

namespace muster {

/// The credentials that go with a request of `client_id` to this URL: those of the URL's origin
/// that are his own or everybody's; the first of two for one header. Called anew for every request,
/// redirect and next link, so that none is sent to another origin.
std::vector<credential>
credentials_for(const web_url& url, std::string_view client_id, std::span<const credential> all);

/// What must never appear in text: the values of all credentials, the proxy's password, and the
/// words that the settings add.
std::vector<std::string> secrets_of(const client_settings& settings);

/// The tokens alone: what a service could send back of what it received. Unlike a password, no
/// token is a word that a listing holds by chance. The proxy's password goes to the proxy alone.
std::vector<std::string> tokens_of(const client_settings& settings);

}  // namespace muster
