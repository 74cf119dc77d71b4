#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace muster::test {

/// A terminal that breaks long lines anew when its width changes, as most do. It knows what the
/// program sends: text, line ends, moving the cursor, and clearing what is behind it.
class screen
{
public:
    explicit screen(std::size_t columns) : columns_(columns) {}

    void resize(std::size_t columns) { columns_ = columns; }

    void print(std::string_view text)
    {
        while (!text.empty())
            text.remove_prefix(text.starts_with("\x1b[") ? dispatch(text) : put(text.front()));
    }

    /// Its lines as they were printed, without empty ones at the end.
    std::string text() const
    {
        std::string all;
        for (const auto& line : lines_)
            all += line + '\n';
        while (all.ends_with("\n\n"))
            all.pop_back();
        return all == "\n" ? "" : all;
    }

private:
    std::size_t put(char c)
    {
        if (c == '\r')
            column_ -= column_ % columns_;
        else if (c == '\n')
        {
            if (++line_ == lines_.size())
                lines_.emplace_back();
            column_ = 0;
        }
        else
        {
            auto& line = lines_[line_];
            line.resize(std::max(line.size(), column_ + 1), ' ');
            line[column_++] = c;
        }
        return 1;
    }

    std::size_t dispatch(std::string_view text)
    {
        const auto end = text.find_first_of("ACJK");
        const auto number = std::string(text.substr(2, end - 2));
        switch (text[end])
        {
            case 'A':
                for (int rows = std::stoi(number); rows > 0; --rows)
                    go_up();
                break;
            case 'C': ++column_; break;
            case 'J': lines_.resize(line_ + 1); [[fallthrough]];
            default: lines_[line_].resize(std::min(lines_[line_].size(), column_));
        }
        return end + 1;
    }

    // A row is a part of a line, as wide as the terminal.
    void go_up()
    {
        if (column_ >= columns_)
            column_ -= columns_;
        else if (line_ > 0)
        {
            --line_;
            const auto last_row = (std::max<std::size_t>(lines_[line_].size(), 1) - 1) / columns_;
            column_ += last_row * columns_;
        }
    }

    std::size_t columns_;
    std::vector<std::string> lines_ = {""};
    std::size_t line_ = 0;
    std::size_t column_ = 0;
};

}  // namespace muster::test
