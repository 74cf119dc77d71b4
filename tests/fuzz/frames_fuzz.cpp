#include "entry.hpp"
#include "expect.hpp"
#include "wire/frame.hpp"
#include "wire/items.hpp"
#include "wire/request.hpp"
#include "wire/response.hpp"
#include "wire/walls.hpp"

#include <algorithm>

namespace muster::fuzz {

namespace {

void take_items(std::string_view payload)
{
    reading_budget budget;
    page_reading reading;
    (void)wire::read_items(payload, budget, reading);
    const auto items = reading.models.size() + reading.rejected.size() + reading.follow.size();
    expect(items <= payload.size(), "there are no more items than bytes");
}

void take_payload(wire::frame_kind kind, std::string_view payload)
{
    switch (kind)
    {
        case wire::frame_kind::start: (void)wire::read_start_request(payload); break;
        case wire::frame_kind::read: (void)wire::read_page_request(payload); break;
        case wire::frame_kind::described: (void)wire::read_described(payload); break;
        case wire::frame_kind::items: take_items(payload); break;
        case wire::frame_kind::done: (void)wire::read_trailer(payload); break;
        case wire::frame_kind::out_of_memory: break;
        case wire::frame_kind::walled: (void)wire::read_walls(payload); break;
    }
}

}  // namespace

// Frame after frame, as they come over the socket.
void take(std::string_view input)
{
    while (input.size() >= wire::header_bytes)
    {
        const std::span<const char, wire::header_bytes> bytes(input.data(), wire::header_bytes);
        const auto header = wire::decode_header(bytes, wire::response_bytes_limit);
        if (header.has_error())
            return;
        input.remove_prefix(wire::header_bytes);
        const auto size = std::min<std::size_t>(header->payload_bytes, input.size());
        take_payload(header->kind, input.substr(0, size));
        input.remove_prefix(size);
    }
}

}  // namespace muster::fuzz
