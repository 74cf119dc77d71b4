#include "byte_stream.hpp"

#include "stream_of.hpp"

#include <sys/socket.h>

namespace muster {

std::unique_ptr<byte_stream> make_plain_stream(boost::asio::ip::tcp::socket socket)
{
    using plain = boost::beast::tcp_stream;
    return std::make_unique<stream_of<plain, false>>(plain(std::move(socket)));
}

bool is_quiet(byte_stream& stream)
{
    char byte = 0;
    // Peeking leaves the bytes of a TLS record for OpenSSL. "Nothing to read" is the only good
    // answer: 0 is the peer's close, and data without a request belongs to nobody.
    const auto seen = recv(stream.socket().native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    return seen < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
}

}  // namespace muster
