#pragma once

#include "base/moment.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/system/error_code.hpp>

#include <memory>

namespace muster {

struct io_count
{
    boost::system::error_code code = {};
    std::size_t bytes = 0;
};

/// A connection that carries bytes, with or without TLS: what reads and writes HTTP is compiled
/// once. Whatever is not done at the deadline fails with beast::error::timeout.
class byte_stream
{
public:
    virtual ~byte_stream() = default;

    virtual boost::asio::awaitable<io_count> read_some(boost::asio::mutable_buffer into) = 0;
    virtual boost::asio::awaitable<io_count> write(boost::asio::const_buffer from) = 0;
    virtual void expires_at(moment deadline) = 0;
    virtual boost::asio::ip::tcp::socket& socket() = 0;

    /// Whether its end is certain: TLS says so before it closes, TCP alone does not.
    virtual bool tells_its_end() const noexcept = 0;
};

std::unique_ptr<byte_stream> make_plain_stream(boost::asio::ip::tcp::socket socket);

/// A kept connection on which something came, or its end, cannot be used again.
bool is_quiet(byte_stream& stream);

}  // namespace muster
