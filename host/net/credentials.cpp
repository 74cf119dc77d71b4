#include "credentials.hpp"

#include "proxy.hpp"
#include "text/lower.hpp"

#include <algorithm>

namespace muster {

std::vector<credential>
credentials_for(const web_url& url, std::string_view client_id, std::span<const credential> all)
{
    std::vector<credential> fitting;
    const auto here = origin(url);
    for (const auto& one : all)
    {
        const bool is_sent = std::any_of(fitting.begin(), fitting.end(), [&](const auto& sent) {
            // Names of headers have no letter case (RFC 9110, 5.1).
            return is_same_word(sent.header, one.header);
        });
        const bool is_own = one.owner.empty() || one.owner == client_id;
        // The first of two for one header is sent: the Hub's own comes before those of sources.
        if (one.origin == here && is_own && !one.value.empty() && !is_sent)
            fitting.push_back(one);
    }
    return fitting;
}

std::vector<std::string> tokens_of(const client_settings& settings)
{
    std::vector<std::string> tokens;
    for (const auto& one : settings.credentials)
        tokens.push_back(one.value);
    return tokens;
}

std::vector<std::string> secrets_of(const client_settings& settings)
{
    auto words = tokens_of(settings);
    words.insert(words.end(), settings.secret_words.begin(), settings.secret_words.end());
    // The header too: base64 hides the password from a search for it.
    if (const auto proxy = parse_proxy(settings.proxy))
    {
        words.push_back(proxy->password);
        words.push_back(proxy->authorization);
    }
    return words;
}

}  // namespace muster
