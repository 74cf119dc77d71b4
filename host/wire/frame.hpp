#pragma once

#include "muster/failure.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <string>

namespace muster::wire {

/// The protocol between host and worker, over a socket pair. The worker sends `walled` before it
/// opens the plugin's library, and `described` when it has loaded it. Then the host sends `start`
/// or `read`, one at a time, and the worker responds with any number of `items` and one `done`.
///
/// A worker that cannot load its plugin sends `done` with the reason in place of `described`.
enum class frame_kind : std::uint32_t
{
    start = 1,
    read,
    described,
    items,
    done,
    out_of_memory,  ///< the worker ran out of memory, and ends
    walled,         ///< what the plugin is kept from; foreign code cannot send it first
};

/// Precedes each payload, in the machine's byte order.
struct frame_header
{
    frame_kind kind = frame_kind::done;
    std::uint32_t payload_bytes = 0;
};

inline constexpr std::size_t header_bytes = 8;
using header_buffer = std::array<char, header_bytes>;

/// A worker sends its items when they have reached this size: large enough to save system calls,
/// small enough that the host can unpack while the plugin reads on.
inline constexpr std::size_t items_bytes_wanted = std::size_t{256} * 1024;

/// The largest payload the host accepts: items_bytes_wanted and one largest item.
inline constexpr std::uint32_t response_bytes_limit = 4U * 1024 * 1024;

/// The largest payload the host sends; larger pages are refused.
inline constexpr std::uint32_t request_bytes_limit = 1024U * 1024 * 1024;

header_buffer encode(frame_header header) noexcept;

/// Fails with crashed when the kind is unknown or the payload is larger than the limit: checked
/// before memory is reserved for it.
result<frame_header>
decode_header(std::span<const char, header_bytes> bytes, std::uint32_t payload_bytes_limit);

/// The other end broke the protocol: errc::crashed, "protocol-error: ...".
failure protocol_error(std::string what);

}  // namespace muster::wire
