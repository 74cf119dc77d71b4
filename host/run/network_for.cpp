#include "network_for.hpp"

#include "base/threaded_for.hpp"
namespace asio = boost::asio;

namespace muster {

namespace {

// The Hub bears many small requests at once; sizing hundreds of models is bound by their number.
constexpr std::size_t requests_at_once = 32;

client_settings client_settings_for(
    const settings& chosen, const hub_access& hub, const std::vector<credential>& of_sources
)
{
    client_settings out;
    out.user_agent = "muster/" MUSTER_VERSION;
    // The Hub's comes first: of two for one header the client sends the first.
    out.credentials = {credential_for(hub)};
    out.credentials.insert(out.credentials.end(), of_sources.begin(), of_sources.end());
    out.cache_directory = chosen.cache_directory;
    out.cache_bytes_limit = chosen.cache_bytes_limit;
    out.offline = chosen.offline;
    out.allow_http = chosen.allow_http;
    out.requests_at_once = requests_at_once;
    // Proxies are the user's set-up of the machine, so that no plugin or file can change them.
    read_proxy_environment(out);
    return out;
}

}  // namespace

network_for::network_for(
    const boost::asio::any_io_executor& executor,
    const run_request& request,
    const hub_access& hub,
    const std::vector<credential>& of_sources
)
    : request_(request), hub_(hub),
      web_(executor, client_settings_for(request.chosen, hub, of_sources))
{
    if (!hub.warning.empty() && !request.chosen.offline)
        request.events.warn(hub.warning);
}

asio::awaitable<network_state> network_for::find(std::vector<std::string> places)
{
    if (request_.chosen.offline)
        // Looking for a network would itself be traffic.
        co_return network_state::left_out;
    auto looking = web_.lacks_network(std::move(places));
    const bool is_missing = co_await std::move(looking);
    co_return is_missing ? network_state::missing : network_state::there;
}

fetch_context network_for::fetching(network_state state)
{
    auto& events = request_.events;
    fetch_context fetching;
    fetching.web = &web_;
    fetching.data_directory = request_.chosen.data_directory;
    fetching.deadline = request_.chosen.deadline;
    fetching.now = request_.now;
    // The request outlives all coroutines of the run.
    fetching.stop = &request_.stop;
    fetching.on_begin = [&events](const std::string& name, const fetch_progress& so_far) {
        events.source_begin(name, so_far);
    };
    fetching.on_page = [&events](const std::string& name, const fetch_progress& so_far) {
        events.source_page(name, so_far);
    };
    // Without a network one sentence tells of all sources that cannot be asked.
    fetching.on_end = [&events, state](const std::string& name, const fetched_source& fetched) {
        if (state == network_state::there || !fetched.lacks_network)
            events.source_end(name, fetched);
    };
    return fetching;
}

size_context network_for::sizing()
{
    auto& events = request_.events;
    size_context sizing;
    sizing.web = &web_;
    sizing.hub = &hub_;
    sizing.deadline = request_.chosen.size_deadline;
    sizing.evidence_age = request_.chosen.evidence_age;
    sizing.now = request_.now;
    sizing.policy = request_.chosen.evidence;
    // A token opens gated repositories: evidence that was gated is asked for again.
    sizing.policy.has_token = !hub_.token.empty();
    sizing.on_model = [&events](std::size_t done, std::size_t all) { events.sized(done, all); };
    sizing.stop = &request_.stop;
    sizing.over = threaded_for_until(request_.stop);
    return sizing;
}

void network_for::warn_of_refused_credentials() const
{
    for (const auto& sentence : web_.refused_credentials())
        request_.events.warn(sentence);
}

}  // namespace muster
