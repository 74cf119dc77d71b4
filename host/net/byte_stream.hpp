#pragma once

#include "base/moment.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/system/error_code.hpp>

#include <memory>

namespace muster {

/// What one read or write did: bytes may have been moved before it failed.
struct io_count
{
    boost::system::error_code code = {};
    std::size_t bytes = 0;
};

/// A connection that carries bytes, with or without TLS. It is virtual so that the code that reads
/// and writes HTTP is compiled once for both. What is still running at the deadline fails with
/// beast::error::timeout.
class byte_stream
{
public:
    virtual ~byte_stream() = default;

    /// At least one byte unless it fails. The buffer must outlive the wait.
    virtual boost::asio::awaitable<io_count> read_some(boost::asio::mutable_buffer into) = 0;
    /// The whole buffer unless it fails.
    virtual boost::asio::awaitable<io_count> write(boost::asio::const_buffer from) = 0;
    /// Holds for all reads and writes until it is set again.
    virtual void expires_at(moment deadline) = 0;
    virtual boost::asio::ip::tcp::socket& socket() = 0;

    /// Whether the end of the stream proves that the sender had finished: TLS sends close_notify
    /// before it closes, a bare TCP connection that ends may have been cut.
    virtual bool tells_its_end() const noexcept = 0;
};

std::unique_ptr<byte_stream> make_plain_stream(boost::asio::ip::tcp::socket socket);

/// Whether an idle connection can carry another request. Bytes or an end of stream that arrived
/// while it was idle make it useless. Does not block.
bool is_quiet(byte_stream& stream);

}  // namespace muster
