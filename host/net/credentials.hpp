#pragma once

#include "net/client_settings.hpp"
#include "net/url.hpp"

#include <span>
#include <vector>

namespace muster {

/// The credentials that may go to this URL: those of its own origin. Asked anew for every
/// request, redirect hop and next link, so that none can follow to another place.
std::vector<credential> credentials_for(const web_url& url, std::span<const credential> all);

/// What must never be seen in text: the values of all credentials, the proxy's password, and
/// the words that the settings add.
std::vector<std::string> secrets_of(const client_settings& settings);

}  // namespace muster
