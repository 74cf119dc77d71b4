#include "output_lines.hpp"

#include "base/plain_text.hpp"

#include <algorithm>

namespace muster {

namespace {

// Enough for the last message of a runtime ("terminate called after throwing …").
constexpr std::size_t tail_bytes_limit = 600;
// A line is one message to a person: of more the beginning tells what it is.
constexpr std::size_t line_bytes_limit = 4000;

void keep_tail(std::string& tail, std::string_view bytes)
{
    tail += bytes.substr(bytes.size() - std::min(bytes.size(), tail_bytes_limit));
    if (tail.size() > tail_bytes_limit)
        tail.erase(0, tail.size() - tail_bytes_limit);
}

}  // namespace

void output_lines::take(std::string_view bytes)
{
    // Of all bytes, also of those past the limit: last words come last.
    keep_tail(tail_, bytes);
    // A plugin may print in an endless loop; it must not fill a log.
    const auto room = output_bytes_limit - std::min(output_bytes_limit, taken_bytes_);
    const auto taken = bytes.substr(0, std::min<std::uint64_t>(room, bytes.size()));
    taken_bytes_ += taken.size();
    dropped_bytes_ += bytes.size() - taken.size();
    unfinished_ += taken;

    std::size_t begin = 0;
    for (auto end = unfinished_.find('\n'); end != std::string::npos;
         end = unfinished_.find('\n', begin))
    {
        pass_on(std::string_view(unfinished_).substr(begin, end - begin));
        begin = end + 1;
    }
    unfinished_.erase(0, begin);
}

void output_lines::finish()
{
    if (!unfinished_.empty())
        // A process that dies in the middle of a line has often said why in it.
        pass_on(unfinished_);
    unfinished_.clear();
    if (dropped_bytes_ > 0)
        pass_on(std::to_string(dropped_bytes_) + " bytes dropped");
    dropped_bytes_ = 0;
}

std::string output_lines::last_words() const
{
    std::string_view tail = tail_;
    while (tail.ends_with('\n'))
        tail.remove_suffix(1);
    std::string words;
    // From the last backwards: a runtime prints its message and, around it, a line or two.
    for (int lines = 0; lines < 3 && !tail.empty(); ++lines)
    {
        const auto end = tail.rfind('\n');
        const auto line = end == std::string_view::npos ? tail : tail.substr(end + 1);
        words = plain_text(line) + (words.empty() ? "" : " / ") + words;
        tail = tail.substr(0, end == std::string_view::npos ? 0 : end);
    }
    return words;
}

void output_lines::pass_on(std::string_view line)
{
    if (sink_)
        // Control characters of a plugin must not reach a terminal.
        sink_(plain_text(line, line_bytes_limit));
}

}  // namespace muster
