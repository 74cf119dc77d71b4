#pragma once

#include "byte_stream.hpp"
#include "net/http/fault.hpp"

#include <boost/asio/ssl/context.hpp>

#include <string>

namespace muster {

/// Verifies always, against the system's certificates or those that SSL_CERT_FILE and
/// SSL_CERT_DIR name; TLS 1.2 at least.
boost::asio::ssl::context make_tls_context();

/// Shakes hands on a connected socket. A certificate that is not accepted gives a fault of kind
/// tls that says which problem it has; so does a handshake that never ends.
boost::asio::awaitable<attempt<std::unique_ptr<byte_stream>>> shake_hands(
    boost::asio::ssl::context& context,
    boost::asio::ip::tcp::socket socket,
    std::string host,
    moment deadline
);

/// What OpenSSL's verify result means, in words.
std::string certificate_problem(long verify_result);

}  // namespace muster
