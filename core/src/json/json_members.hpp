#pragma once

#include "muster/json_text.hpp"

#include <cassert>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>

namespace muster {

/// Text that grows by many small pieces. Room is made for several of them at once, so that most are
/// copied without a look at how much room there is.
class json_buffer
{
public:
    explicit json_buffer(std::size_t bytes_expected = 0)
    {
        text_.reserve(bytes_expected);
        end_ = limit_ = text_.data();
    }
    json_buffer(const json_buffer&) = delete;
    json_buffer& operator=(const json_buffer&) = delete;

    void add(std::string_view text)
    {
        make_room(text.size());
        put(text);
    }

    /// A line of a list or an object, as deep as this; with a comma before it but for the first.
    void line(std::size_t depth, bool is_first)
    {
        make_room(line_bytes);
        put_line(depth, is_first);
    }

    void string(std::string_view value)
    {
        if (is_json_plain(value))
            plain_string(value);
        else
            escaped_string(value);
    }

    /// Of what is_json_plain().
    [[gnu::always_inline]] void plain_string(std::string_view value)
    {
        make_room(value.size() + 2);
        put("\"");
        put(value);
        put("\"");
    }

    void number(double value)
    {
        make_room(json_number_bytes_limit);
        end_ = write_json_number(end_, value);
    }

    void count(std::uint64_t value)
    {
        make_room(json_number_bytes_limit);
        end_ = std::to_chars(end_, end_ + json_number_bytes_limit, value).ptr;
    }

    /// For so many bytes of what puts.
    [[gnu::always_inline]] void make_room(std::size_t bytes)
    {
        if (static_cast<std::size_t>(limit_ - end_) < bytes)
            grow(bytes);
    }

    [[gnu::always_inline]] void put(std::string_view text) noexcept
    {
        std::memcpy(end_, text.data(), text.size());
        end_ += text.size();
    }

    static constexpr std::size_t line_bytes = 16;
    [[gnu::always_inline]] void put_line(std::size_t depth, bool is_first) noexcept
    {
        const std::size_t skipped = is_first ? 1 : 0;
        assert(2 + 2 * depth <= line_bytes);
        std::memcpy(end_, deepest_line.data() + skipped, line_bytes - 1);
        end_ += 2 - skipped + 2 * depth;
    }

    std::string take()
    {
        text_.resize(used());
        return std::move(text_);
    }

private:
    static constexpr std::string_view deepest_line = ",\n              ";
    static_assert(deepest_line.size() == line_bytes);

    std::size_t used() const noexcept { return static_cast<std::size_t>(end_ - text_.data()); }

    [[gnu::noinline]] void escaped_string(std::string_view value)
    {
        std::string escaped;
        append_json_string(escaped, value);
        add(escaped);
    }

    // What a string makes room for, it sets to 0: a little at a time, while it is near.
    [[gnu::noinline]] void grow(std::size_t bytes)
    {
        constexpr std::size_t ahead_bytes = 1024;
        const auto begin = used();
        text_.resize(begin + bytes + ahead_bytes);
        end_ = text_.data() + begin;
        limit_ = end_ + bytes + ahead_bytes;
    }

    std::string text_ = {};
    char* end_ = nullptr;
    char* limit_ = nullptr;
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

    [[gnu::always_inline]] void text(json_key key, std::string_view value)
    {
        begin(key);
        out_.string(value);
    }

    /// The same, of a text that is_json_plain().
    [[gnu::always_inline]] void plain_text(json_key key, std::string_view value)
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
    [[gnu::always_inline]] void begin(json_key key)
    {
        if (!key.is_plain)
            return begin_escaped(key.text);
        out_.make_room(json_buffer::line_bytes + key.text.size() + 4);
        out_.put_line(depth_ + 1, std::exchange(is_empty_, false));
        out_.put("\"");
        out_.put(key.text);
        out_.put("\": ");
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
    [[gnu::noinline]] void begin_escaped(std::string_view key)
    {
        out_.line(depth_ + 1, std::exchange(is_empty_, false));
        out_.string(key);
        out_.add(": ");
    }

    json_buffer& out_;
    std::size_t depth_;
    bool is_empty_ = true;
};

}  // namespace muster
