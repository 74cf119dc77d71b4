#include "connect.hpp"

#include "dial.hpp"
#include "tls.hpp"

#include <algorithm>

namespace asio = boost::asio;

namespace muster {

namespace {

moment no_later(moment deadline, std::chrono::milliseconds limit)
{
    return std::min(deadline, std::chrono::steady_clock::now() + limit);
}

/// Why none may be used. Addresses that are nowhere have a sentence of their own, since no flag or
/// URL would allow them.
net_error not_permitted(const addresses& found, const std::string& host)
{
    const bool is_nowhere = std::all_of(found.begin(), found.end(), [](const auto& each) {
        return scope_of(each) == address_scope::nowhere;
    });
    if (is_nowhere)
        return make_net_error(
            net_error_kind::refused, host + " is not an address that can be connected to"
        );
    return make_net_error(
        net_error_kind::refused, host + " is a private address: allowed only in a URL that you give"
    );
}

// Judges the addresses that the name has now, and dials exactly these. Judging the name and looking
// it up again would let a name server answer differently the second time (DNS rebinding).
net_result<addresses> permitted(addresses found, const web_url& to, const address_policy& allowed)
{
    const auto all = found;
    // A name may have public and private addresses at once; only the forbidden ones are dropped.
    std::erase_if(found, [&](const auto& each) { return !is_permitted(scope_of(each), allowed); });
    if (found.empty())
        return not_permitted(all, to.host);
    // Whoever is on the way can read and change plain http, tokens included. To loopback there is
    // no way.
    if (!to.tls && !allowed.may_be_plain)
        std::erase_if(found, [](const auto& each) { return !each.is_loopback(); });
    if (found.empty())
        return make_net_error(
            net_error_kind::refused,
            "http without TLS is for this machine only (--allow-http: for every URL that you give)"
        );
    return found;
}

// The proxy resolves names, so that their addresses cannot be judged here. A private address that
// is written as text can.
bool names_private_place(const web_url& to)
{
    boost::system::error_code not_address;
    const auto address = asio::ip::make_address(to.host, not_address);
    return !not_address && scope_of(address) != address_scope::everywhere;
}

}  // namespace

connector::connector(asio::any_io_executor executor, const client_settings& settings)
    : times_(settings.times), resolver_(std::move(executor), settings.look_up),
      tls_(make_tls_context()), no_proxy_(settings.no_proxy)
{
    if (!settings.proxy.empty())
        // A bad setting is kept as a failure, and reported by the requests that would use it.
        proxy_ = parse_proxy(settings.proxy);
    if (proxy_ && proxy_->has_error() && !settings.proxy_source.empty())
        proxy_ =
            failure{proxy_->error().code, settings.proxy_source + ": " + proxy_->error().where};
}

asio::awaitable<net_result<addresses>> connector::find(std::string host, moment deadline)
{
    auto found = co_await resolver_.resolve(std::move(host), no_later(deadline, times_.name));
    co_return found;
}

asio::awaitable<net_result<connection>>
connector::connect_directly(web_url to, address_policy allowed, moment deadline)
{
    auto found = co_await find(to.host, deadline);
    if (!found)
        co_return found.error();
    auto usable = permitted(*std::move(found), to, allowed);
    if (!usable)
        co_return usable.error();
    const auto dial_deadline = no_later(deadline, times_.connect);
    auto socket = co_await dial(*std::move(usable), to.port, dial_deadline);
    if (!socket)
        co_return socket.error();

    connection ready;
    boost::system::error_code gone;
    // Of the address that accepted, out of several: a redirect from here is judged by it, and so is
    // whoever wants to use the connection again.
    ready.to = scope_of(socket->remote_endpoint(gone).address());
    if (!to.tls)
    {
        ready.stream = make_plain_stream(*std::move(socket));
        co_return ready;
    }
    const auto handshake_deadline = no_later(deadline, times_.handshake);
    auto secure = co_await shake_hands(tls_, *std::move(socket), to.host, handshake_deadline);
    if (!secure)
        co_return secure.error();
    ready.stream = *std::move(secure);
    co_return ready;
}

asio::awaitable<net_result<connection>> connector::connect_by_proxy(web_url to, moment deadline)
{
    if (!*proxy_)
        co_return make_net_error(net_error_kind::proxy, proxy_->error().where);
    const proxy_address proxy = **proxy_;
    auto found = co_await find(proxy.host, deadline);
    if (!found)
        // No retry mends a proxy's name that is unknown; one that does not accept may come back.
        co_return make_net_error(net_error_kind::proxy, "the proxy: " + found.error().text);
    const auto dial_deadline = no_later(deadline, times_.connect);
    auto socket = co_await dial(*std::move(found), proxy.port, dial_deadline);
    if (!socket)
        co_return make_net_error(net_error_kind::connect, "the proxy: " + socket.error().text);

    auto plain = make_plain_stream(*std::move(socket));
    plain->expires_at(no_later(deadline, times_.connect));
    const auto open = co_await open_tunnel(*plain, proxy, to);
    if (!open)
        co_return open.error();
    const auto handshake_deadline = no_later(deadline, times_.handshake);
    auto inner = std::move(plain->socket());
    auto secure = co_await shake_hands(tls_, std::move(inner), to.host, handshake_deadline);
    if (!secure)
        co_return secure.error();
    // Its scope stays `everywhere`: the address of the proxy says nothing of the target.
    connection ready;
    ready.stream = *std::move(secure);
    co_return ready;
}

// Only TLS goes by it: a proxy could read plain http, which is for machines that the user trusts.
bool connector::goes_by_proxy(const web_url& to) const
{
    return proxy_ && to.tls && !is_direct(to, no_proxy_);
}

std::string connector::first_host(const web_url& to) const
{
    return goes_by_proxy(to) && *proxy_ ? (*proxy_)->host : to.host;
}

asio::awaitable<net_result<void>> connector::look_up(web_url to, moment deadline)
{
    if (goes_by_proxy(to) && !*proxy_)
        co_return net_result<void>();  // connect() reports what is wrong with it
    const auto found = co_await find(first_host(to), deadline);
    if (!found)
        co_return found.error();
    co_return net_result<void>();
}

asio::awaitable<net_result<connection>>
connector::connect(web_url to, address_policy allowed, moment deadline)
{
    const bool by_proxy = goes_by_proxy(to);
    if (by_proxy && !allowed.may_be_private && names_private_place(to))
        co_return make_net_error(net_error_kind::refused, to.host + " is a private address");
    if (by_proxy)
    {
        auto tunnelled = co_await connect_by_proxy(std::move(to), deadline);
        co_return tunnelled;
    }
    auto direct = co_await connect_directly(std::move(to), allowed, deadline);
    co_return direct;
}

}  // namespace muster
