#pragma once

#include "list_writer.hpp"
#include "muster/json_text.hpp"

#include <boost/json/value.hpp>

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace muster {

/// Text that grows by pieces of JSON.
class json_buffer
{
public:
    explicit json_buffer(std::size_t bytes_expected = 0) { text_.reserve(bytes_expected); }

    void add(std::string_view text) { text_ += text; }

    /// A line of a list or an object, as deep as this; with a comma before it but for the first.
    void line(std::size_t depth, bool is_first)
    {
        constexpr std::string_view deepest_line = ",\n              ";
        assert(2 + 2 * depth <= deepest_line.size());
        // In one piece: there are some thirty lines to a row.
        text_ += deepest_line.substr(is_first ? 1 : 0, 2 + 2 * depth - (is_first ? 1 : 0));
    }

    void string(std::string_view value) { append_json_string(text_, value); }

    /// Of what is_json_plain().
    void plain_string(std::string_view value)
    {
        text_ += '"';
        text_ += value;
        text_ += '"';
    }

    void number(double value) { append_json_number(text_, value); }
    void count(std::uint64_t value) { text_ += std::to_string(value); }
    void value(const boost::json::value& value, std::size_t depth)
    {
        append_json(text_, value, depth);
    }

    std::string take() { return std::move(text_); }

private:
    std::string text_ = {};
};

/// The name of a member. That a literal is plain is known when it is compiled.
struct json_key
{
    consteval json_key(const char* literal) : text(literal), is_plain(true) {}            // NOLINT
    json_key(std::string_view any) noexcept : text(any), is_plain(is_json_plain(any)) {}  // NOLINT
    json_key(const std::string& any) noexcept : json_key(std::string_view(any)) {}        // NOLINT

    std::string_view text;
    bool is_plain;
};

/// Writes an object member by member, laid out as to_json_text does: for objects that are too many
/// to be made of values first.
class json_members
{
public:
    /// Refers to the text. depth: how many lists and objects the object stands in.
    json_members(json_buffer& out, std::size_t depth) : out_(out), depth_(depth) { out_.add("{"); }

    void text(json_key key, std::string_view value)
    {
        begin(key);
        out_.string(value);
    }

    /// The same, of a text that is_json_plain().
    void plain_text(json_key key, std::string_view value)
    {
        begin(key);
        out_.plain_string(value);
    }

    void null(json_key key)
    {
        begin(key);
        out_.add("null");
    }

    void number(json_key key, double value)
    {
        begin(key);
        out_.number(value);
    }

    void count(json_key key, std::uint64_t value)
    {
        begin(key);
        out_.count(value);
    }

    void yes_no(json_key key, bool value)
    {
        begin(key);
        out_.add(value ? "true" : "false");
    }

    /// A value of any kind.
    void value(json_key key, const boost::json::value& value)
    {
        begin(key);
        out_.value(value, depth_ + 1);
    }

    template <class Texts>
    void texts(json_key key, const Texts& values)
    {
        begin(key);
        out_.add("[");
        bool is_first = true;
        for (const auto& value : values)
        {
            out_.line(depth_ + 2, std::exchange(is_first, false));
            out_.string(value);
        }
        if (!is_first)
            out_.line(depth_ + 1, true);
        out_.add("]");
    }

    /// Leaves the value to the caller.
    void begin(json_key key)
    {
        out_.line(depth_ + 1, std::exchange(is_empty_, false));
        key.is_plain ? out_.plain_string(key.text) : out_.string(key.text);
        out_.add(": ");
    }

    /// An object that begins here.
    json_members inner() { return {out_, depth_ + 1}; }

    void end()
    {
        if (!is_empty_)
            out_.line(depth_, true);
        out_.add("}");
    }

private:
    json_buffer& out_;
    std::size_t depth_;
    bool is_empty_ = true;
};

}  // namespace muster
