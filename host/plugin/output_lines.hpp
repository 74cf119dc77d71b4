#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace muster {

/// How much of what one worker prints is passed on.
inline constexpr std::uint64_t output_bytes_limit = std::uint64_t{64} * 1024;

/// Makes log lines of what a plugin prints.
class output_lines
{
public:
    /// Gets each line, fit for a log.
    using line_sink = std::function<void(std::string_view line)>;

    explicit output_lines(line_sink sink) : sink_(std::move(sink)) {}

    void take(std::string_view bytes);

    /// No more will come for a while: passes on a line without an end, and tells how much was
    /// dropped since the last time.
    void finish();

    /// The last lines that were printed, past the limit too; on one line, to end a sentence with.
    std::string last_words() const;

private:
    void pass_on(std::string_view line);

    line_sink sink_;
    std::string unfinished_ = {};
    std::string tail_ = {};
    std::uint64_t taken_bytes_ = 0;
    std::uint64_t dropped_bytes_ = 0;
};

}  // namespace muster
