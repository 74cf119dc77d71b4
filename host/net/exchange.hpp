#pragma once

#include "byte_stream.hpp"
#include "net/http/http_headers.hpp"
#include "net/http/net_error.hpp"

#include <chrono>
#include <cstdint>
#include <string>

namespace muster {

inline constexpr std::uint32_t header_bytes_limit = 64 * 1024;  ///< of all header lines together
inline constexpr std::size_t header_count_limit = 256;
inline constexpr unsigned informational_limit = 8;  ///< 1xx responses before the final one

/// How long one exchange may take, and how many bytes.
struct exchange_limits
{
    moment deadline = {};
    std::chrono::milliseconds silence = {};  ///< longest pause between two bytes
    std::uint64_t body_bytes = 0;            ///< as sent, before decoding
    std::uint64_t* bytes_so_far = nullptr;   ///< counts what arrives, headers too; may be null
};

/// One response as it came over the connection, still encoded.
struct raw_answer
{
    unsigned status = 0;
    http_headers headers = {};
    std::string body = {};
    bool has_end = true;     ///< false: the body ended because the connection did
    bool can_go_on = false;  ///< the connection can carry another exchange
};

/// Sends one request without a body and reads the response to its end. Fails with timeout,
/// truncated, malformed or too_large; `before_answer` is set while it is safe to send it again.
boost::asio::awaitable<net_result<raw_answer>>
exchange(byte_stream& stream, std::string request, exchange_limits limits);

/// Reads a proxy's response to CONNECT: its status, and not a byte of the tunnel behind it. The
/// stream's deadline holds.
boost::asio::awaitable<net_result<unsigned>> read_tunnel_answer(byte_stream& stream);

}  // namespace muster
