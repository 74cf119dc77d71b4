#pragma once

#include "byte_stream.hpp"
#include "net/http/fault.hpp"
#include "net/http/http_headers.hpp"

#include <chrono>
#include <cstdint>
#include <string>

namespace muster {

inline constexpr std::uint32_t header_bytes_limit = 64 * 1024;  ///< of a head: all its lines
inline constexpr std::size_t header_count_limit = 256;
inline constexpr unsigned informational_limit = 8;  ///< answers of 1xx before the answer

/// How much one exchange may take.
struct exchange_limits
{
    moment deadline = {};
    std::chrono::milliseconds silence = {};  ///< longest pause between two bytes
    std::uint64_t body_bytes = 0;            ///< as sent, before decoding
    std::uint64_t* bytes_so_far = nullptr;   ///< grows by what comes, heads included; may be null
};

/// One answer as it came over the connection.
struct raw_answer
{
    unsigned status = 0;
    http_headers headers = {};
    std::string body = {};
    bool has_end = true;     ///< false: the body ended because the connection did
    bool can_go_on = false;  ///< the connection can carry another exchange
};

/// Sends one request, head only, and reads the answer whole.
boost::asio::awaitable<attempt<raw_answer>>
exchange(byte_stream& stream, std::string request, exchange_limits limits);

/// Reads what a proxy says to CONNECT: the status, and not a byte of what follows.
boost::asio::awaitable<attempt<unsigned>> read_tunnel_answer(byte_stream& stream);

}  // namespace muster
