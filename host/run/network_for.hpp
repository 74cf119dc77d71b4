#pragma once

#include "fetch/fetch_source.hpp"
#include "net/https_client.hpp"
#include "network_state.hpp"
#include "plan/plan_sources.hpp"
#include "run_request.hpp"
#include "size_models.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <string>
#include <vector>

namespace muster {

/// The network as one command may use it: with the credentials, cache and proxies that it was
/// given. The request and the access to the Hub must outlive it, and it what it is asked for.
class network_for
{
public:
    network_for(
        const boost::asio::any_io_executor& executor,
        const run_request& request,
        const hub_access& hub,
        const std::vector<credential>& of_sources = {}
    );

    /// Looks up the names of these places, at once and before anything is asked: where all fail,
    /// nothing needs to be tried, and tried again, for each of them.
    boost::asio::awaitable<network_state> find(std::vector<std::string> places);

    /// The names that find() found no address for, where it found none for any.
    std::vector<std::string> lost_names() const { return web_.lost_names(); }

    /// Says which tokens the services did not accept, and where they came from.
    void warn_of_refused_credentials() const;

    /// The settings of fetching and of sizing. Both report to the events of the request.
    fetch_context fetching(network_state state = network_state::there);
    size_context sizing();

private:
    const run_request& request_;
    const hub_access& hub_;
    https_client web_;
};

}  // namespace muster
