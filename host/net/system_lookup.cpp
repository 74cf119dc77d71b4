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

asio::ip::address to_address(const addrinfo& found)
{
    asio::ip::tcp::endpoint endpoint;
    endpoint.resize(found.ai_addrlen);
    std::memcpy(endpoint.data(), found.ai_addr, found.ai_addrlen);
    return endpoint.address();
}

}  // namespace

// getaddrinfo rather than Asio's resolver, which is bound to a context and to one thread of it.
boost::system::result<addresses> system_lookup(const std::string& host)
{
    addrinfo wanted = {};
    wanted.ai_socktype = SOCK_STREAM;
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
