#include "exchange.hpp"
#include "proxy.hpp"

namespace asio = boost::asio;

namespace muster {

static std::string connect_request(const proxy_address& proxy, const web_url& to)
{
    // CONNECT takes host and port always, also the scheme's own (RFC 9110, 9.3.6).
    const auto host = to.host.find(':') == std::string::npos ? to.host : "[" + to.host + "]";
    const auto target = host + ":" + std::to_string(to.port);
    auto text = "CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n";
    if (!proxy.authorization.empty())
        text += "Proxy-Authorization: " + proxy.authorization + "\r\n";
    return text + "\r\n";
}

asio::awaitable<net_result<void>>
open_tunnel(byte_stream& stream, const proxy_address& proxy, const web_url& to)
{
    const auto name = "the proxy " + proxy.host + ":" + std::to_string(proxy.port);
    const auto request = connect_request(proxy, to);
    const auto sent = co_await stream.write(asio::buffer(request));
    if (sent.code)
        co_return make_net_error(net_error_kind::proxy, name + ": " + to_text(sent.code));
    const auto status = co_await read_tunnel_answer(stream);
    if (!status)
        co_return make_net_error(net_error_kind::proxy, name + ": " + status.error().text);
    // The most usual refusal, with something that the user can do about it.
    if (*status == 407)
        co_return make_net_error(
            net_error_kind::proxy, name + " wants a user name and a password (407)"
        );
    if (*status / 100 != 2)
        co_return make_net_error(
            net_error_kind::proxy, name + " answered " + std::to_string(*status) + " to CONNECT"
        );
    co_return net_result<void>();
}

}  // namespace muster
