#pragma once

#include "exchange.hpp"
#include "net/http/web_client.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace muster {

/// The body of a refusal is only quoted in a message, so that it is cut here.
inline constexpr std::size_t refusal_bytes_limit = 64UL * 1024;

/// What the request allows the body to be.
struct content_rules
{
    std::uint64_t bytes_limit = 0;
    std::optional<byte_range> range = {};
    bool tells_its_end = true;  ///< see byte_stream
};

/// Checks that the body is complete and is what was requested, and decodes gzip, in place.
///
/// A body without a length counts as complete only when the end of the connection proves it, and
/// JSON only when its brackets are closed; otherwise it is truncated. A refusal never fails: its
/// body is cut, or dropped when it cannot be decoded.
net_result<void> decode_content(raw_answer& answer, const content_rules& rules);

/// Whether the text is one JSON array or object with all its brackets closed. It finds bodies that
/// were cut, and does not check the syntax. Linear, one pass.
bool is_closed_json(std::string_view text) noexcept;

}  // namespace muster
