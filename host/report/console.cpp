#include "console.hpp"

#include "base/plain_text.hpp"
#include "base/split.hpp"

#include <ostream>

namespace muster {

void console::result(std::string_view text)
{
    erase_board();
    results_ << text;
}

void console::text(std::string_view text)
{
    if (!style_.in_results)
        return result(text);
    std::string bold;
    for (const auto& line : split(text, '\n'))
    {
        // Headings of help stand at the left edge and end in a colon.
        const bool is_heading = !line.empty() && line.front() != ' ' && line.back() == ':';
        bold += (is_heading ? "\x1b[1m" + line + "\x1b[0m" : line) + '\n';
    }
    // There is no line behind the last line break.
    bold.pop_back();
    result(bold);
}

void console::say(std::string_view sentence)
{
    if (how_much_ != verbosity::errors_only)
        print("", sentence);
}

void console::detail(std::string_view sentence)
{
    if (how_much_ == verbosity::all)
        print("", sentence);
}

void console::warn(std::string_view sentence)
{
    if (how_much_ != verbosity::errors_only)
        print(style_.in_messages ? "\x1b[33mmuster:\x1b[0m " : "muster: ", sentence);
}

// Whatever the verbosity: --quiet leaves errors.
void console::error(std::string_view sentence)
{
    print(style_.in_messages ? "\x1b[31mmuster:\x1b[0m " : "muster: ", sentence);
}

// The cursor waits at the beginning of the board: a terminal that is made narrower may break its
// lines in two, and the cursor alone stays where it was among them.
void console::draw_board(const std::vector<std::string>& lines)
{
    erase_board();
    for (const auto& line : lines)
        messages_ << line << '\n';
    if (!lines.empty())
        messages_ << "\x1b[" << lines.size() << 'A';
    messages_ << std::flush;
    board_ = lines;
}

void console::print(std::string_view prefix, std::string_view sentence)
{
    // A copy: erasing forgets it.
    const auto board = board_;
    erase_board();
    messages_ << prefix << sentence << '\n' << std::flush;
    if (!board.empty())
        draw_board(board);
}

void console::erase_board()
{
    // Line, then the rest: cleared from its first cell on, a whole screen would be kept by some
    // terminals among what was scrolled away.
    static constexpr std::string_view clear_from_here = "\r\x1b[K\x1b[C\x1b[J\r";
    if (!board_.empty())
        messages_ << clear_from_here;
    board_.clear();
}

std::string printable(std::string_view text) { return plain_text(text, std::string_view::npos); }

}  // namespace muster
