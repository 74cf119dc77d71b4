#pragma once

#include <mutex>
#include <ostream>
#include <string_view>

namespace muster {

/// How much a person wants to read.
enum class loudness
{
    errors_only,
    usual,
    all,
};

/// The one place that prints: results on one stream, everything else on the other.
class voice
{
public:
    voice(std::ostream& results, std::ostream& messages, loudness how_much)
        : results_(results), messages_(messages), how_much_(how_much)
    {
    }

    /// What the command was for: text as it is to appear on standard output.
    void result(std::string_view text) { results_ << text; }

    void say(std::string_view sentence);       ///< progress and summary; not with --quiet
    void detail(std::string_view sentence);    ///< with --verbose
    void warn(std::string_view sentence);      ///< "muster: …"; not with --quiet
    void complain(std::string_view sentence);  ///< "muster: …": an error, always

private:
    std::ostream& results_;
    std::ostream& messages_;
    loudness how_much_;
};

/// Text that came from outside, for a terminal: control characters and bytes that are not UTF-8
/// become visible escapes.
std::string printable(std::string_view text);

}  // namespace muster
