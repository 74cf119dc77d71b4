#pragma once

#include "byte_stream.hpp"
#include "net/http/net_error.hpp"

#include <boost/asio/ssl/context.hpp>

#include <string>

namespace muster {

/// A context that always verifies, against the system's certificates or those that SSL_CERT_FILE
/// and SSL_CERT_DIR name; TLS 1.2 or newer.
boost::asio::ssl::context make_tls_context();

/// TLS handshake on a connected socket. A certificate that is not accepted, and a handshake that
/// does not end by the deadline, fail with net_error_kind::tls and the reason; a connection that is
/// cut fails with net_error_kind::connect, which is retried. `host` is what the certificate must
/// name.
boost::asio::awaitable<net_result<std::unique_ptr<byte_stream>>> shake_hands(
    boost::asio::ssl::context& context,
    boost::asio::ip::tcp::socket socket,
    std::string host,
    moment deadline
);

/// The reason behind OpenSSL's verify result, in words.
std::string certificate_problem(long verify_result);

}  // namespace muster
