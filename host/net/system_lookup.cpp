#include "client_settings.hpp"

#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/system/error_code.hpp>

#include <cstring>
#include <memory>
#include <netdb.h>
#include <sys/socket.h>

namespace asio = boost::asio;

namespace muster {

namespace {

// The bytes of a sockaddr, whichever family it is of, are what an endpoint holds.
asio::ip::address to_address(const addrinfo& found)
{
    asio::ip::tcp::endpoint endpoint;
    endpoint.resize(found.ai_addrlen);
    std::memcpy(endpoint.data(), found.ai_addr, found.ai_addrlen);
    return endpoint.address();
}

}  // namespace

// getaddrinfo rather than Asio's resolver: Asio 1.81 runs all look-ups of a context on one thread,
// so that a slow name delays every source.
boost::system::result<addresses> system_lookup(const std::string& host)
{
    addrinfo wanted = {};
    // Without a type every address is listed once for each of TCP, UDP and raw.
    wanted.ai_socktype = SOCK_STREAM;
    // Leaves out IPv6 addresses on a machine that has no IPv6, where connecting to them only fails.
    wanted.ai_flags = AI_ADDRCONFIG;
    addrinfo* list = nullptr;
    const int status = getaddrinfo(host.c_str(), nullptr, &wanted, &list);
    if (status != 0)
        return make_error_code(boost::system::errc::host_unreachable);
    const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> owner(list, freeaddrinfo);

    addresses found;
    for (const auto* each = list; each != nullptr; each = each->ai_next)
        if (each->ai_family == AF_INET || each->ai_family == AF_INET6)
            found.push_back(to_address(*each));
    return found;
}

}  // namespace muster
