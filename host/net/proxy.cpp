// What the proxy variables of the environment mean. NO_PROXY has no standard: a domain with or
// without a leading "." or "*.", "host:port" and networks are all in use.

#include "proxy.hpp"

#include "client_settings.hpp"
#include "text/lower.hpp"
#include "text/trim.hpp"

#include <boost/asio/ip/network_v4.hpp>
#include <boost/asio/ip/network_v6.hpp>
#include <boost/beast/core/detail/base64.hpp>
#include <boost/url/parse.hpp>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <initializer_list>
#include <tuple>
#include <utility>

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace urls = boost::urls;

namespace muster {

namespace {

// Never shows the setting, which may hold a password.
failure bad_proxy(const char* reason) { return failure{make_error_code(errc::bad_value), reason}; }

std::string basic(const std::string& user_and_password)
{
    // An internal of Beast: Boost 1.81 has no public base64.
    namespace base64 = beast::detail::base64;
    std::string encoded(base64::encoded_size(user_and_password.size()), '\0');
    encoded.resize(
        base64::encode(encoded.data(), user_and_password.data(), user_and_password.size())
    );
    return "Basic " + encoded;
}

bool is_in_domain(std::string_view host, std::string_view domain) noexcept
{
    // "example.org", ".example.org" and "*.example.org" all mean the domain and what is in it.
    if (domain.starts_with("*."))
        domain.remove_prefix(1);
    if (domain.starts_with('.'))
        return is_same_word(host, domain.substr(1)) ||
               (host.size() > domain.size() &&
                is_same_word(host.substr(host.size() - domain.size()), domain));
    return is_same_word(host, domain) ||
           // The dot before it: "badexample.org" is not in "example.org".
           (host.size() > domain.size() && host[host.size() - domain.size() - 1] == '.' &&
            is_same_word(host.substr(host.size() - domain.size()), domain));
}

// A network's prefix applied to the address must give the same network.
bool is_in_network(const asio::ip::address& address, const std::string& network)
{
    boost::system::error_code bad;
    if (address.is_v4())
    {
        const auto block = asio::ip::make_network_v4(network, bad);
        return !bad && block.canonical() ==
                           asio::ip::network_v4(address.to_v4(), block.prefix_length()).canonical();
    }
    const auto block = asio::ip::make_network_v6(network, bad);
    return !bad && block.canonical() ==
                       asio::ip::network_v6(address.to_v6(), block.prefix_length()).canonical();
}

bool names(std::string_view item, const web_url& url)
{
    if (item == "*")
        return true;
    boost::system::error_code not_address;
    const auto address = asio::ip::make_address(url.host, not_address);
    if (!not_address && item.find('/') != std::string_view::npos)
        return is_in_network(address, std::string(item));
    if (!not_address && item == url.host)
        return true;
    const auto port = ":" + std::to_string(url.port);
    // "host:8443" excepts this port alone; another port leaves the item with a colon that no host
    // has.
    if (item.ends_with(port))
        item.remove_suffix(port.size());
    return !item.empty() && is_in_domain(url.host, item);
}

// RFC 6761: "localhost" and every name under it are this machine.
bool is_loopback(const std::string& host)
{
    boost::system::error_code not_address;
    const auto address = asio::ip::make_address(host, not_address);
    return not_address ? host == "localhost" || host.ends_with(".localhost")
                       : address.is_loopback();
}

/// The name and value of the first that is set.
std::pair<std::string, std::string> first_in_environment(std::initializer_list<const char*> names)
{
    for (const char* name : names)
    {
        const char* given = std::getenv(name);
        const auto value = trimmed(given != nullptr ? given : "");
        if (!value.empty())
            return {name, std::string(value)};
    }
    return {};
}

}  // namespace

result<proxy_address> parse_proxy(std::string_view text)
{
    if (text.empty())
        return bad_proxy("empty");
    // "proxy.local:3128" is what people write, and what curl accepts.
    const bool has_scheme = text.find("://") != std::string_view::npos;
    const auto full = has_scheme ? std::string(text) : "http://" + std::string(text);
    const auto url = urls::parse_uri(full);
    if (!url || url->encoded_host().empty())
        return bad_proxy("not a URL");
    if (!is_same_word(std::string_view(url->scheme()), "http"))
        return bad_proxy("only http:// proxies can be used (set HTTPS_PROXY to one, or NO_PROXY)");

    proxy_address proxy;
    proxy.host = url->host();
    // Resolving and dialling want an IPv6 address without its brackets.
    if (proxy.host.starts_with('['))
        proxy.host = proxy.host.substr(1, proxy.host.size() - 2);
    // Boost.URL takes any digits.
    unsigned long number = 0;
    const std::string port = url->port();
    std::from_chars(port.data(), port.data() + port.size(), number);
    if (!port.empty() && (number == 0 || number > 65'535))
        return bad_proxy("not a port (1 to 65535)");
    proxy.port = url->port_number() != 0 ? url->port_number() : std::uint16_t{80};
    proxy.password = url->password();
    if (url->has_userinfo())
        proxy.authorization = basic(url->user() + ":" + proxy.password);
    return proxy;
}

bool is_direct(const web_url& url, std::string_view no_proxy)
{
    if (is_loopback(url.host))
        return true;
    while (!no_proxy.empty())
    {
        const auto comma = std::min(no_proxy.find(','), no_proxy.size());
        if (names(trimmed(no_proxy.substr(0, comma)), url))
            return true;
        no_proxy.remove_prefix(std::min(comma + 1, no_proxy.size()));
    }
    return false;
}

void read_proxy_environment(client_settings& settings)
{
    // Upper case first, as Go reads them. HTTP_PROXY is for plain http, and is not used.
    std::tie(settings.proxy_source, settings.proxy) =
        first_in_environment({"HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"});
    settings.no_proxy = first_in_environment({"NO_PROXY", "no_proxy"}).second;
}

}  // namespace muster
