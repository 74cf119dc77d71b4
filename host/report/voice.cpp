#include "voice.hpp"

#include <ostream>

namespace muster {

namespace {

/// Length of the UTF-8 character at the start; 0 when the bytes are not one.
std::size_t utf8_length(std::string_view text) noexcept
{
    const auto byte = [&text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const auto first = byte(0);
    const std::size_t length = first < 0x80   ? 1
                               : first < 0xC2 ? 0
                               : first < 0xE0 ? 2
                               : first < 0xF0 ? 3
                               : first < 0xF5 ? 4
                                              : 0;
    if (length == 0 || length > text.size())
        return 0;
    for (std::size_t i = 1; i < length; ++i)
        if ((byte(i) & 0xC0U) != 0x80U)
            return 0;
    return length;
}

bool is_control(std::string_view character) noexcept
{
    const auto first = static_cast<unsigned char>(character[0]);
    const bool is_c1 =
        first == 0xC2 && character.size() == 2 && static_cast<unsigned char>(character[1]) < 0xA0;
    return first < 0x20 || first == 0x7F || is_c1;
}

void append_escaped(std::string& out, std::string_view bytes)
{
    static constexpr std::string_view hex = "0123456789abcdef";
    for (const char c : bytes)
    {
        out += "\\x";
        out += hex[static_cast<unsigned char>(c) >> 4U];
        out += hex[static_cast<unsigned char>(c) & 0xFU];
    }
}

}  // namespace

void voice::result(std::string_view text)
{
    erase_board();
    results_ << text;
}

void voice::say(std::string_view sentence)
{
    if (how_much_ != loudness::errors_only)
        print("", sentence);
}

void voice::detail(std::string_view sentence)
{
    if (how_much_ == loudness::all)
        print("", sentence);
}

void voice::warn(std::string_view sentence)
{
    if (how_much_ != loudness::errors_only)
        print("muster: ", sentence);
}

void voice::complain(std::string_view sentence) { print("muster: ", sentence); }

void voice::draw_board(const std::vector<std::string>& lines)
{
    erase_board();
    for (const auto& line : lines)
        messages_ << line << '\n';
    messages_ << std::flush;
    board_ = lines;
}

void voice::print(std::string_view prefix, std::string_view sentence)
{
    const auto board = board_;
    erase_board();
    messages_ << prefix << sentence << '\n' << std::flush;
    if (!board.empty())
        draw_board(board);
}

void voice::erase_board()
{
    static constexpr std::string_view up_and_clear = "\x1b[1A\x1b[2K";
    for (std::size_t line = 0; line < board_.size(); ++line)
        messages_ << up_and_clear;
    board_.clear();
}

std::string printable(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    while (!text.empty())
    {
        const auto length = utf8_length(text);
        const auto character = text.substr(0, length == 0 ? 1 : length);
        if (length == 0 || is_control(character))
            append_escaped(out, character);
        else
            out += character;
        text.remove_prefix(character.size());
    }
    return out;
}

}  // namespace muster
