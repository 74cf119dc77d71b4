#pragma once

#include <functional>
#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// How much a person wants to read.
enum class verbosity
{
    errors_only,
    usual,
    all,
};

/// What may be set off by terminal escapes.
struct console_style
{
    bool in_results = false;
    bool in_messages = false;
};

/// The one place that prints: results on one stream, everything else on the other. On a terminal
/// the last lines may be a board that is drawn anew in place; what is said appears above it.
class console
{
public:
    console(
        std::ostream& results, std::ostream& messages, verbosity how_much, console_style style = {}
    )
        : results_(results), messages_(messages), how_much_(how_much), style_(style)
    {
    }

    /// What the command was for: text as it is to appear on standard output.
    void result(std::string_view text);

    /// The same of text for people, whose headings (lines like "Usage:") become bold.
    void text(std::string_view text);

    void say(std::string_view sentence);     ///< progress and summary; not with --quiet
    void detail(std::string_view sentence);  ///< with --verbose
    void warn(std::string_view sentence);    ///< "muster: …"; not with --quiet
    void error(std::string_view sentence);   ///< "muster: …": an error, always

    /// Draws the board, in place of the one before; no lines take it away. Lines must fit the
    /// terminal, which may be resized at any time.
    void draw_board(const std::vector<std::string>& lines);

    bool is_quiet() const noexcept { return how_much_ == verbosity::errors_only; }

private:
    void print(std::string_view prefix, std::string_view sentence);
    void erase_board();

    std::ostream& results_;
    std::ostream& messages_;
    verbosity how_much_;
    console_style style_;
    std::vector<std::string> board_ = {};
};

/// Text that came from outside, for a terminal: control characters and bytes that are not UTF-8
/// become visible escapes.
std::string printable(std::string_view text);

}  // namespace muster
