#include "tls.hpp"

#include "stream_of.hpp"

#include <boost/asio/ip/address.hpp>
#include <boost/beast/core/error.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>

#include <cstdlib>
#include <filesystem>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>
#include <unistd.h>
#include <utility>

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace ssl = asio::ssl;

namespace muster {

namespace {

using tls_stream = beast::ssl_stream<beast::tcp_stream>;

// Says whom the certificate must name. OpenSSL checks the chain by itself, but the name only when
// it is given one.
bool expect_host(SSL* session, const std::string& host)
{
    boost::system::error_code not_address;
    asio::ip::make_address(host, not_address);
    if (!not_address)
        // An address is compared with the certificate's IP entries, and is never sent as SNI (RFC
        // 6066).
        return X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(session), host.c_str()) == 1;
    // Refuses patterns such as "www*.example.org", which RFC 9525 no longer allows.
    SSL_set_hostflags(session, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
    return SSL_set1_host(session, host.c_str()) == 1 &&
           SSL_set_tlsext_host_name(session, host.c_str()) == 1;
}

// OpenSSL has a reason for each way in which two sides find no version in common.
bool is_protocol_problem(const boost::system::error_code& code) noexcept
{
    const auto reason = ERR_GET_REASON(static_cast<unsigned long>(code.value()));
    return reason == SSL_R_UNSUPPORTED_PROTOCOL || reason == SSL_R_WRONG_SSL_VERSION ||
           reason == SSL_R_TLSV1_ALERT_PROTOCOL_VERSION || reason == SSL_R_NO_PROTOCOLS_AVAILABLE;
}

/// Which variable names the authorities to trust, and its value; both empty: the system's are.
std::pair<std::string, std::string> named_authorities()
{
    // The second and third are what the tools of Python and curl read: whoever is behind an
    // inspecting proxy has set them.
    for (const char* name : {"SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"})
    {
        const char* file = std::getenv(name);
        if (file != nullptr && *file != '\0')
            return {name, file};
    }
    return {};
}

// A forgotten variable is a usual reason for an unknown authority, so that the message names it.
std::string where_certificates_are()
{
    const auto [name, file] = named_authorities();
    return name.empty() ? " (SSL_CERT_FILE can name a file with the authority's certificate)"
                        : " (" + name + " is " + file +
                              (::access(file.c_str(), R_OK) == 0 ? ")" : ", which cannot be read)");
}

// OpenSSL reads SSL_CERT_FILE itself. A file that cannot be read trusts nobody, and the handshake
// says so.
void trust_named_authorities(ssl::context& context)
{
    const auto [name, file] = named_authorities();
    if (name.empty() || name == "SSL_CERT_FILE")
        return context.set_default_verify_paths();
    boost::system::error_code ignored;
    std::error_code no_directory;
    if (std::filesystem::is_directory(file, no_directory))
        context.add_verify_path(file, ignored);
    else
        context.load_verify_file(file, ignored);
}

bool is_about_trust(long result) noexcept
{
    return result == X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY ||
           result == X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN ||
           result == X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT;
}

net_error handshake_fault(SSL* session, const boost::system::error_code& code)
{
    // First, as the error code of a refused certificate says "certificate verify failed" and not
    // why.
    const long verified = SSL_get_verify_result(session);
    if (verified != X509_V_OK)
        return make_net_error(
            net_error_kind::tls,
            "the certificate is not accepted: " + certificate_problem(verified) +
                (is_about_trust(verified) ? where_certificates_are() : "")
        );
    if (code == beast::error::timeout)
        return make_net_error(net_error_kind::tls, "the TLS handshake did not end in time");
    if (code.category() != asio::error::get_ssl_category())
        // A code that is not OpenSSL's is the socket's: the peer closed or reset, which may pass.
        return make_net_error(
            net_error_kind::connect, "cut off in the TLS handshake: " + to_text(code)
        );
    if (is_protocol_problem(code))
        return make_net_error(net_error_kind::tls, "the server offers no TLS 1.2 or newer");
    return make_net_error(net_error_kind::tls, "the TLS handshake failed: " + to_text(code));
}

}  // namespace

std::string certificate_problem(long verify_result)
{
    switch (verify_result)
    {
        case X509_V_ERR_CERT_HAS_EXPIRED: return "it has expired";
        case X509_V_ERR_CERT_NOT_YET_VALID: return "it is not valid yet (is the clock right?)";
        case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT: return "it is self-signed";
        case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
        case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
        case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
        case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
            return "it is signed by an unknown authority";
        case X509_V_ERR_HOSTNAME_MISMATCH:
        case X509_V_ERR_IP_ADDRESS_MISMATCH: return "it is for another host";
        case X509_V_ERR_CERT_REVOKED: return "it has been revoked";
        default: return X509_verify_cert_error_string(verify_result);
    }
}

ssl::context make_tls_context()
{
    ssl::context context(ssl::context::tls_client);
    trust_named_authorities(context);
    context.set_verify_mode(ssl::verify_peer);
    SSL_CTX_set_min_proto_version(context.native_handle(), TLS1_2_VERSION);
    // ALPN offers HTTP/1.1 alone, the only version that exchange.cpp speaks. The wire form is a
    // length byte and the name.
    constexpr unsigned char http_1_1[] = {8, 'h', 't', 't', 'p', '/', '1', '.', '1'};
    SSL_CTX_set_alpn_protos(context.native_handle(), http_1_1, sizeof http_1_1);
    return context;
}

asio::awaitable<net_result<std::unique_ptr<byte_stream>>>
shake_hands(ssl::context& context, asio::ip::tcp::socket socket, std::string host, moment deadline)
{
    // Beast's stream rather than Asio's: it has the timer that ends a handshake that hangs.
    tls_stream stream(beast::tcp_stream(std::move(socket)), context);
    if (!expect_host(stream.native_handle(), host))
        co_return make_net_error(
            net_error_kind::tls, "not a host name that a certificate can contain"
        );
    beast::get_lowest_layer(stream).expires_at(deadline);
    constexpr auto token = asio::as_tuple(asio::use_awaitable);
    const auto [code] = co_await stream.async_handshake(ssl::stream_base::client, token);
    if (code)
        co_return handshake_fault(stream.native_handle(), code);
    std::unique_ptr<byte_stream> ready =
        std::make_unique<stream_of<tls_stream, true>>(std::move(stream));
    co_return ready;
}

}  // namespace muster
