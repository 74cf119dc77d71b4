#include "net/credentials.hpp"

#include "net/proxy.hpp"

#include <algorithm>
#include <iterator>

namespace muster {

std::vector<credential> credentials_for(const web_url& url, std::span<const credential> all)
{
    std::vector<credential> fitting;
    const auto here = origin(url);
    std::copy_if(all.begin(), all.end(), std::back_inserter(fitting), [&](const auto& one) {
        return one.origin == here && !one.value.empty();
    });
    return fitting;
}

std::vector<std::string> secrets_of(const client_settings& settings)
{
    auto words = settings.secret_words;
    for (const auto& one : settings.credentials)
        words.push_back(one.value);
    if (const auto proxy = parse_proxy(settings.proxy))
    {
        words.push_back(proxy->password);
        words.push_back(proxy->authorization);
    }
    return words;
}

}  // namespace muster
