#include "frame.hpp"

#include "bytes.hpp"

namespace muster::wire {

header_buffer encode(frame_header header) noexcept
{
    header_buffer bytes = {};
    // Member by member: a struct's padding would send bytes of the stack.
    std::memcpy(bytes.data(), &header.kind, sizeof header.kind);
    std::memcpy(bytes.data() + sizeof header.kind, &header.payload_bytes, sizeof(std::uint32_t));
    return bytes;
}

result<frame_header>
decode_header(std::span<const char, header_bytes> bytes, std::uint32_t payload_bytes_limit)
{
    byte_reader in({bytes.data(), bytes.size()});
    const auto kind = in.number<std::uint32_t>();
    const auto size = in.number<std::uint32_t>();
    if (kind < static_cast<std::uint32_t>(frame_kind::start) ||
        kind > static_cast<std::uint32_t>(frame_kind::walled))
        return protocol_error("unknown frame kind " + std::to_string(kind));
    // Before anybody makes room for the payload.
    if (size > payload_bytes_limit)
        return protocol_error("a frame of " + std::to_string(size) + " bytes");
    return frame_header{static_cast<frame_kind>(kind), size};
}

// Counted as a crash: a worker that says what it must not is in no state that is known.
failure protocol_error(std::string what)
{
    return {errc::crashed, "protocol-error: " + std::move(what)};
}

}  // namespace muster::wire
