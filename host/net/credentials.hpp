#pragma once

#include "client_settings.hpp"
#include "net/http/url.hpp"

#include <span>
#include <string_view>
#include <vector>

namespace muster {

/// The credentials that may go to this URL when `asker` asks: his own, and those of its own origin;
/// of two for one header, the first. Asked anew for every request, redirect hop and next link, so
/// that none can follow to another place.
std::vector<credential>
credentials_for(const web_url& url, std::string_view asker, std::span<const credential> all);

/// What must never be seen in text: the values of all credentials, the proxy's password, and
/// the words that the settings add.
std::vector<std::string> secrets_of(const client_settings& settings);

/// What a service could send back of what it was sent: the tokens, and no word that stands in a
/// listing by itself. The proxy's password goes to the proxy alone.
std::vector<std::string> tokens_of(const client_settings& settings);

}  // namespace muster
