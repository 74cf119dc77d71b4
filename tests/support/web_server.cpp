#include "support/web_server.hpp"

#include "support/serving.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <sys/socket.h>
#include <thread>

namespace asio = boost::asio;
namespace ssl = asio::ssl;
using asio::ip::tcp;

namespace muster::test {

namespace {

ssl::context tls_context(const server_settings& settings)
{
    ssl::context context(ssl::context::tls_server);
    const auto shown =
        settings.shown ? *settings.shown : authority::trusted().issue(certificate_request());
    SSL_CTX_use_certificate(context.native_handle(), shown.text.get());
    SSL_CTX_use_PrivateKey(context.native_handle(), shown.key.get());
    if (settings.newest_tls != 0)
    {
        // OpenSSL 3 offers the old versions at its lowest security level alone.
        SSL_CTX_set_security_level(context.native_handle(), 0);
        SSL_CTX_set_min_proto_version(context.native_handle(), TLS1_VERSION);
        SSL_CTX_set_max_proto_version(context.native_handle(), settings.newest_tls);
    }
    return context;
}

}  // namespace

class web_server::body
{
public:
    explicit body(server_settings&& with)
        : settings(std::move(with)), tls(tls_context(settings)), acceptor(context, loopback())
    {
        port = acceptor.local_endpoint().port();
        accepting = std::thread([this] { accept(); });
    }

    ~body()
    {
        desk.stop();
        ::shutdown(acceptor.native_handle(), SHUT_RDWR);  // wakes accept()
        accepting.join();
        for (auto& each : serving)
            each.join();
    }

    server_settings settings;
    script desk = {};
    std::uint16_t port = 0;

private:
    static tcp::endpoint loopback() { return {asio::ip::address_v4::loopback(), 0}; }

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

    void serve(tcp::socket socket, unsigned number)
    {
        const open_socket registered(desk, number);
        if (settings.drops_handshake)
            return;
        if (settings.stalls_handshake)
            return desk.pause(std::chrono::hours(1));
        if (!settings.tls)
            return serve_requests(socket, desk, number);
        ssl::stream<tcp::socket&> stream(socket, tls);
        boost::system::error_code refused;
        stream.handshake(ssl::stream_base::server, refused);
        if (!refused)
            serve_requests(stream, desk, number);
    }

    asio::io_context context = {};
    ssl::context tls;
    tcp::acceptor acceptor;
    std::thread accepting;
    std::vector<std::thread> serving = {};
};

web_server::web_server(server_settings settings)
    : body_(std::make_unique<body>(std::move(settings)))
{
}

web_server::~web_server()
{
    for (const auto& each : unexpected())
        BOOST_ERROR("unexpected request: " + each);
    for (const auto& each : unmet())
        BOOST_ERROR("never asked for: " + each);
}

void web_server::expect(const std::string& target, served one)
{
    body_->desk.expect(target, std::move(one));
}

void web_server::route(const std::string& target, served one)
{
    body_->desk.route(target, std::move(one));
}

void web_server::route_by(std::function<std::optional<served>(const seen_request&)> rule)
{
    body_->desk.route_by(std::move(rule));
}

std::uint16_t web_server::port() const noexcept { return body_->port; }

std::string web_server::url(const std::string& target) const { return url("127.0.0.1", target); }

std::string web_server::url(const std::string& host, const std::string& target) const
{
    return (body_->settings.tls ? "https://" : "http://") + host + ":" + std::to_string(port()) +
           target;
}

const std::filesystem::path& web_server::authority_file() const
{
    return authority::trusted().file();
}

std::vector<seen_request> web_server::seen() const { return body_->desk.seen(); }

std::vector<seen_request> web_server::seen(const std::string& target) const
{
    auto all = seen();
    std::erase_if(all, [&](const auto& each) { return each.target != target; });
    return all;
}

unsigned web_server::connections() const { return body_->desk.connections(); }
std::vector<std::string> web_server::unexpected() const { return body_->desk.unexpected(); }
std::vector<std::string> web_server::unmet() const { return body_->desk.unmet(); }
void web_server::forgive() { body_->desk.forgive(); }

}  // namespace muster::test
