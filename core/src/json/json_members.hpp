#pragma once

#include "muster/json_text.hpp"
#include "row_text.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace muster {

/// Appends an object member by member, laid out as to_json_text does: for objects that are too
/// many to be made of values first.
class json_members
{
public:
    /// Refers to the text. depth: how many lists and objects the object stands in.
    json_members(std::string& out, std::size_t depth) : out_(out), depth_(depth) { out_ += '{'; }

    void text(std::string_view key, std::string_view value)
    {
        begin(key);
        append_json_string(out_, value);
    }

    void number(std::string_view key, double value)
    {
        begin(key);
        append_json_number(out_, value);
    }

    void count(std::string_view key, std::uint64_t value)
    {
        begin(key);
        out_ += std::to_string(value);
    }

    template <class Texts>
    void texts(std::string_view key, const Texts& values)
    {
        begin(key);
        const auto line = new_line_text(depth_ + 2);
        std::size_t room = 0;
        bool is_plain = true;
        for (const auto& value : values)
        {
            room += std::string_view(",\"\"").size() + line.size() + value.size();
            is_plain = is_plain && is_json_plain(value);
        }
        out_ += '[';
        if (is_plain)
            plain_texts(values, line, room);
        else
            any_texts(values, line);
        if (room > 0)
            out_ += new_line_text(depth_ + 1);
        out_ += ']';
    }

    /// Leaves the value to the caller.
    void begin(std::string_view key)
    {
        out_ += is_empty_ ? "" : ",";
        is_empty_ = false;
        new_line(depth_ + 1);
        append_json_string(out_, key);
        out_ += ": ";
    }

    /// An object that begins here.
    json_members inner() { return {out_, depth_ + 1}; }

    void end()
    {
        if (!is_empty_)
            new_line(depth_);
        out_ += '}';
    }

private:
    /// In the room that they need, all at once.
    template <class Texts>
    void plain_texts(const Texts& values, std::string_view line, std::size_t room)
    {
        row_text row(out_, room);
        bool is_first = true;
        for (const auto& value : values)
        {
            if (!is_first)
                row.add(",");
            is_first = false;
            row.add(line);
            row.add("\"");
            row.add(value);
            row.add("\"");
        }
    }

    template <class Texts>
    void any_texts(const Texts& values, std::string_view line)
    {
        bool is_first = true;
        for (const auto& value : values)
        {
            out_ += is_first ? "" : ",";
            is_first = false;
            out_ += line;
            append_json_string(out_, value);
        }
    }

    static std::string_view new_line_text(std::size_t depth) noexcept
    {
        static const std::string deepest = '\n' + std::string(2 * (json_depth_limit + 2), ' ');
        return std::string_view(deepest).substr(0, 1 + 2 * depth);
    }

    void new_line(std::size_t depth) { out_ += new_line_text(depth); }

    std::string& out_;
    std::size_t depth_;
    bool is_empty_ = true;
};

}  // namespace muster
