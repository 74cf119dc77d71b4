#pragma once

#include "muster/json_text.hpp"

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
        out_ += '[';
        bool is_first = true;
        for (const auto& value : values)
        {
            out_ += is_first ? "" : ",";
            is_first = false;
            new_line(depth_ + 2);
            append_json_string(out_, value);
        }
        if (!is_first)
            new_line(depth_ + 1);
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
    void new_line(std::size_t depth)
    {
        out_ += '\n';
        out_.append(2 * depth, ' ');
    }

    std::string& out_;
    std::size_t depth_;
    bool is_empty_ = true;
};

}  // namespace muster
