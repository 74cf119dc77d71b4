#include "client_settings_for.hpp"

namespace muster {

namespace {

// The Hub bears many small requests at once; sizing hundreds of models is bound by their number.
constexpr std::size_t requests_at_once = 32;

}  // namespace

client_settings client_settings_for(
    const settings& chosen, const hub_access& hub, const std::vector<credential>& of_sources
)
{
    client_settings out;
    out.user_agent = "muster/" MUSTER_VERSION;
    out.credentials = {credential_for(hub)};
    out.credentials.insert(out.credentials.end(), of_sources.begin(), of_sources.end());
    out.cache_directory = chosen.cache_directory;
    out.cache_bytes_limit = chosen.cache_bytes_limit;
    out.offline = chosen.offline;
    out.allow_http = chosen.allow_http;
    out.requests_at_once = requests_at_once;
    read_proxy_environment(out);
    return out;
}

}  // namespace muster
