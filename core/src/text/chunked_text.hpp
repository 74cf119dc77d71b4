#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <utility>

namespace muster {

/// A text that is made part by part, since all of it may be too large for memory. Parts may be made
/// in any order and on several threads at once. Precondition: what they are made of stays
/// unchanged.
struct chunked_text
{
    std::size_t count = 0;
    std::function<std::string(std::size_t part)> make = {};

    chunked_text() = default;
    chunked_text(std::size_t parts, std::function<std::string(std::size_t)> make_part)
        : count(parts), make(std::move(make_part))
    {
    }

    /// A text in one part.
    chunked_text(std::string text)  // NOLINT: a text is made of parts, too
        : count(1), make([text = std::move(text)](std::size_t) { return text; })
    {
    }

    chunked_text(const char* text) : chunked_text(std::string(text)) {}  // NOLINT
};

}  // namespace muster
