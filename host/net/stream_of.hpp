#pragma once

#include "byte_stream.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/stream_traits.hpp>
#include <boost/beast/core/tcp_stream.hpp>

#include <utility>

namespace muster {

/// A byte_stream over one of Beast's streams, which brings the timer for expires_at().
template <class Stream, bool TellsItsEnd>
class stream_of final : public byte_stream
{
public:
    explicit stream_of(Stream&& stream) : stream_(std::move(stream)) {}

    boost::asio::awaitable<io_count> read_some(boost::asio::mutable_buffer into) override
    {
        // As a tuple: a closed connection is an everyday result here, not an exception.
        constexpr auto token = boost::asio::as_tuple(boost::asio::use_awaitable);
        const auto [code, bytes] = co_await stream_.async_read_some(into, token);
        io_count done;
        done.code = code;
        done.bytes = bytes;
        co_return done;
    }

    boost::asio::awaitable<io_count> write(boost::asio::const_buffer from) override
    {
        constexpr auto token = boost::asio::as_tuple(boost::asio::use_awaitable);
        const auto [code, bytes] = co_await boost::asio::async_write(stream_, from, token);
        io_count done;
        done.code = code;
        done.bytes = bytes;
        co_return done;
    }

    void expires_at(moment deadline) override
    {
        boost::beast::get_lowest_layer(stream_).expires_at(deadline);
    }
    boost::asio::ip::tcp::socket& socket() override
    {
        return boost::beast::get_lowest_layer(stream_).socket();
    }
    bool tells_its_end() const noexcept override { return TellsItsEnd; }

private:
    Stream stream_;
};

}  // namespace muster
