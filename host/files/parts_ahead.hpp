#pragma once

#include "muster/text_parts.hpp"

#include <cstddef>
#include <deque>
#include <future>
#include <optional>
#include <string>

namespace muster {

/// The parts of a text one after the other: while one is used, the next ones are made, as many at
/// once as there are cores.
class parts_ahead
{
public:
    /// Refers to the text.
    explicit parts_ahead(const text_parts& text);

    /// The next part; nothing after the last. Throws what making it throws.
    std::optional<std::string> next();

private:
    void begin_more();

    const text_parts& text_;
    std::size_t begun_ = 0;
    std::size_t wanted_;
    std::deque<std::future<std::string>> parts_ = {};
};

}  // namespace muster
