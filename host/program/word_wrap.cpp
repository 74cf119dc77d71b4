#include "word_wrap.hpp"

#include <algorithm>

namespace muster {

namespace {

/// The lines so far.
class wrapped_lines
{
public:
    explicit wrapped_lines(const line_shape& shape)
        : shape_(shape), text_(shape.before_first), column_(shape.before_first.size())
    {
    }

    void add_word(std::string_view word)
    {
        // A word that fits no line begins one all the same, and is broken there.
        if (!is_line_start_ && column_ + 1 + word.size() > shape_.columns)
            begin_line();
        if (!is_line_start_)
            append(" ");
        // A long path is broken after a slash, rather than past the edge.
        while (word.size() > room())
        {
            const auto part = word.substr(0, part_that_fits(word));
            append(part);
            word.remove_prefix(part.size());
            begin_line();
        }
        append(word);
        is_line_start_ = false;
    }

    std::string finish() { return std::move(text_) + '\n'; }

private:
    void append(std::string_view part)
    {
        text_ += part;
        column_ += part.size();
    }

    void begin_line()
    {
        text_ += '\n';
        text_ += shape_.before_others;
        column_ = shape_.before_others.size();
        is_line_start_ = true;
    }

    // At least one column, or a narrow terminal would never end.
    std::size_t room() const { return std::max(shape_.columns, column_ + 1) - column_; }

    std::size_t part_that_fits(std::string_view word) const
    {
        const auto slash = word.substr(0, room()).rfind('/');
        // The slash stays at the end of its line.
        return slash == std::string_view::npos ? room() : slash + 1;
    }

    const line_shape& shape_;
    std::string text_;
    std::size_t column_;
    bool is_line_start_ = true;
};

}  // namespace

std::string wrapped(std::string_view text, const line_shape& shape)
{
    wrapped_lines lines(shape);
    while (!text.empty())
    {
        const auto word = text.substr(0, text.find(' '));
        // With the space; the last word has none.
        text.remove_prefix(std::min(text.size(), word.size() + 1));
        if (!word.empty())
            lines.add_word(word);
    }
    return lines.finish();
}

}  // namespace muster
