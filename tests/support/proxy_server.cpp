#include "support/proxy_server.hpp"

#include "support/serving.hpp"

#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>

#include <array>
#include <sys/socket.h>
#include <thread>

namespace asio = boost::asio;
using asio::ip::tcp;

namespace muster::test {

namespace {

void pump(tcp::socket& from, tcp::socket& to)
{
    std::array<char, 16 * 1024> bytes = {};
    boost::system::error_code gone;
    while (!gone)
    {
        const auto count = from.read_some(asio::buffer(bytes), gone);
        if (!gone)
            asio::write(to, asio::buffer(bytes.data(), count), gone);
    }
    ::shutdown(from.native_handle(), SHUT_RDWR);
    ::shutdown(to.native_handle(), SHUT_RDWR);
}

std::string header_in(const std::string& head, const std::string& name)
{
    const auto at = head.find(name + ": ");
    if (at == std::string::npos)
        return "";
    const auto begin = at + name.size() + 2;
    return head.substr(begin, head.find('\r', begin) - begin);
}

seen_request to_seen(const std::string& head, unsigned number)
{
    seen_request seen;
    seen.method = head.substr(0, head.find(' '));
    seen.target = head.substr(seen.method.size() + 1);
    seen.target.resize(seen.target.find(' '));
    seen.headers["proxy-authorization"] = header_in(head, "Proxy-Authorization");
    seen.headers["authorization"] = header_in(head, "\nAuthorization");
    seen.connection = number;
    return seen;
}

std::string reply_of(proxy_manner manner)
{
    switch (manner)
    {
        case proxy_manner::opens: return "HTTP/1.1 200 Connection established\r\n\r\n";
        case proxy_manner::refuses: return "HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno";
        case proxy_manner::wants_password:
            return "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n";
        case proxy_manner::rambles: return "SSH-2.0-OpenSSH\r\n\r\n";
        case proxy_manner::hangs: break;
    }
    return "";
}

}  // namespace

class proxy_server::body
{
public:
    explicit body(proxy_manner with)
        : manner(with), acceptor(context, {asio::ip::address_v4::loopback(), 0})
    {
        port = acceptor.local_endpoint().port();
        desk.route_by([](const seen_request&) { return served(); });
        accepting = std::thread([this] { accept(); });
    }
    ~body()
    {
        desk.stop();
        ::shutdown(acceptor.native_handle(), SHUT_RDWR);
        accepting.join();
        for (auto& each : serving)
            each.join();
    }

    script desk = {};
    std::uint16_t port = 0;

private:
    void accept()
    {
        for (unsigned number = 1;; ++number)
        {
            boost::system::error_code stopped;
            tcp::socket socket(context);
            acceptor.accept(socket, stopped);
            if (stopped || !desk.open(number, socket.native_handle()))
                return;
            serving.emplace_back([this, number, open = std::move(socket)]() mutable {
                serve(std::move(open), number);
            });
        }
    }

    void serve(tcp::socket client, unsigned number)
    {
        const open_socket registered(desk, number);
        std::string head;
        boost::system::error_code gone;
        asio::read_until(client, asio::dynamic_buffer(head), "\r\n\r\n", gone);
        if (gone)
            return;
        const auto seen = to_seen(head, number);
        desk.choose(seen);
        if (manner == proxy_manner::hangs)
            return desk.pause(std::chrono::hours(1));
        asio::write(client, asio::buffer(reply_of(manner)), gone);
        if (manner == proxy_manner::opens)
            tunnel(client, seen.target);
    }

    void tunnel(tcp::socket& client, const std::string& target)
    {
        const auto to = std::stoul(target.substr(target.rfind(':') + 1));
        tcp::socket server(context);
        boost::system::error_code refused;
        const auto loopback = asio::ip::address_v4::loopback();
        server.connect({loopback, static_cast<std::uint16_t>(to)}, refused);
        if (refused)
            return;
        std::thread back([&] { pump(server, client); });
        pump(client, server);
        back.join();
    }

    proxy_manner manner;
    asio::io_context context = {};
    tcp::acceptor acceptor;
    std::thread accepting;
    std::vector<std::thread> serving = {};
};

proxy_server::proxy_server(proxy_manner manner) : body_(std::make_unique<body>(manner)) {}
proxy_server::~proxy_server() = default;

std::string proxy_server::url(const std::string& login) const
{
    return "http://" + login + "127.0.0.1:" + std::to_string(body_->port);
}

std::vector<seen_request> proxy_server::seen() const { return body_->desk.seen(); }

}  // namespace muster::test
