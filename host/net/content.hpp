#pragma once

#include "exchange.hpp"
#include "net/http/web_client.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace muster {

/// The body of an answer that says no is for a sentence, and cut here.
inline constexpr std::size_t refusal_bytes_limit = 64UL * 1024;

/// What was asked for, as far as the body must fit it.
struct content_rules
{
    std::uint64_t bytes_limit = 0;
    std::optional<byte_range> range = {};
    bool tells_its_end = true;  ///< the connection does, so a body without length may be whole
};

/// Decodes the body and makes sure that it is whole and what was asked for.
///
/// A body without a length is taken as whole only when the connection tells its end, and JSON
/// only when its brackets are closed; otherwise it is truncated.
attempt<void> settle_content(raw_answer& answer, const content_rules& rules);

/// Whether the text is one JSON array or object with all its brackets closed. No full check.
bool is_closed_json(std::string_view text) noexcept;

}  // namespace muster
