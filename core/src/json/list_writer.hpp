#pragma once

#include <boost/json/value.hpp>

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

namespace muster {

/// Appends a value as it stands in a document of to_json_text(), so many levels deep.
void append_json(std::string& out, const boost::json::value& value, std::size_t depth);

/// Text that is handed on in pieces, so that all of it is never in memory.
class text_in_pieces
{
public:
    explicit text_in_pieces(std::function<void(std::string_view)> take) : take_(std::move(take)) {}

    /// Append to it, then call pass_on().
    std::string& text() noexcept { return text_; }

    /// Hands on what is there, when it is worth a call.
    void pass_on()
    {
        if (text_.size() >= piece_bytes)
            end();
    }

    /// Hands on the rest.
    void end()
    {
        take_(text_);
        text_.clear();
    }

private:
    static constexpr std::size_t piece_bytes = std::size_t{1} << 18;

    std::function<void(std::string_view)> take_;
    std::string text_ = {};
};

/// Writes a JSON list element by element, in the layout of to_json_text(). Call end() at its end.
class list_writer
{
public:
    /// depth: the levels around the list.
    list_writer(text_in_pieces& out, std::size_t depth) : out_(out), depth_(depth) {}

    void add(const boost::json::value& element)
    {
        out_.text() += is_empty_ ? "[\n" : ",\n";
        is_empty_ = false;
        out_.text().append(2 * (depth_ + 1), ' ');
        append_json(out_.text(), element, depth_ + 1);
        out_.pass_on();
    }

    void end()
    {
        if (is_empty_)
            out_.text() += "[]";
        else
            (out_.text() += '\n').append(2 * depth_, ' ') += ']';
    }

private:
    text_in_pieces& out_;
    std::size_t depth_;
    bool is_empty_ = true;
};

}  // namespace muster
