#pragma once

#include "muster/failure.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <string>

namespace muster::wire {

/// What a frame is. The host sends `start` and `read`, one at a time; the worker sends
/// `described` once it has loaded its plugin, then for each question any number of `items` and
/// one `done`.
///
/// A worker that cannot load its plugin sends `done` with the reason instead of `described`.
enum class frame_kind : std::uint32_t
{
    start = 1,
    read,
    described,
    items,
    done,
    out_of_memory,  ///< no memory was left for anything else: the worker ends
};

/// Leads each frame: kind and size of the payload, in the byte order of this machine.
struct frame_header
{
    frame_kind kind = frame_kind::done;
    std::uint32_t payload_bytes = 0;
};

inline constexpr std::size_t header_bytes = 8;
using header_buffer = std::array<char, header_bytes>;

/// A worker begins a new frame of items when this much is waiting.
inline constexpr std::size_t items_bytes_wanted = std::size_t{256} * 1024;

/// The most a worker may send in one frame: wanted, and one item of the largest kind more.
inline constexpr std::uint32_t answer_bytes_limit = 4U * 1024 * 1024;

/// The most the host sends in one frame; larger pages are refused.
inline constexpr std::uint32_t question_bytes_limit = 1024U * 1024 * 1024;

header_buffer encode(frame_header header) noexcept;

/// Fails with crashed when there is no such frame, or its payload is larger than the limit.
result<frame_header>
decode_header(std::span<const char, header_bytes> bytes, std::uint32_t payload_bytes_limit);

/// A failure of the other end to keep to what this folder says.
failure protocol_error(std::string what);

}  // namespace muster::wire
