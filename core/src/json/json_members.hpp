#pragma once

#include "list_writer.hpp"
#include "muster/json_text.hpp"

#include <boost/json/value.hpp>

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>

namespace muster {

/// Text that grows by pieces of JSON. Files have some thirty pieces to a row, and a million rows:
/// each piece is copied to its place without a call that looks for room.
class json_buffer
{
public:
    explicit json_buffer(std::size_t bytes_expected = 0) { text_.reserve(bytes_expected); }

    void add(std::string_view text)
    {
        if (text.size() <= usual_block_bytes)
        {
            put(more(text.size()), text);
            return;
        }
        flush();
        text_ += text;
    }

    /// A line of a list or an object, as deep as this; with a comma before it but for the first.
    /// Precondition: at most seven deep.
    void line(std::size_t depth, bool is_first)
    {
        static constexpr std::string_view deepest_line = ",\n              ";
        static_assert(deepest_line.size() == margin);
        assert(2 + 2 * depth <= margin);
        const std::size_t skipped = is_first ? 1 : 0;
        // All of it, and of the literal's end: a constant size needs no call, and what is too much
        // is written over.
        std::memcpy(more(2 + 2 * depth - skipped), deepest_line.data() + skipped, margin);
    }

    void string(std::string_view value)
    {
        if (is_json_plain(value))
            return plain_string(value);
        scratch_.clear();
        append_json_string(scratch_, value);
        add(scratch_);
    }

    /// Of what is_json_plain().
    void plain_string(std::string_view value)
    {
        auto* const place = more(value.size() + 2);
        *place = '"';
        *put(place + 1, value) = '"';
    }

    /// A plain string, and what follows it between name and value.
    void plain_key(std::string_view key)
    {
        auto* const place = more(key.size() + 4);
        *place = '"';
        std::memcpy(put(place + 1, key), "\": ", 3);
    }

    void number(double value)
    {
        scratch_.clear();
        append_json_number(scratch_, value);
        add(scratch_);
    }
    void count(std::uint64_t value) { add(std::to_string(value)); }
    void value(const boost::json::value& value, std::size_t depth)
    {
        scratch_.clear();
        append_json(scratch_, value, depth);
        add(scratch_);
    }

    std::string take()
    {
        flush();
        return std::move(text_);
    }

private:
    /// Bytes past the end that may be written, too.
    static constexpr std::size_t margin = 16;
    static constexpr std::size_t least_block_bytes = 256;
    static constexpr std::size_t usual_block_bytes = 4096;

    /// The place of so many bytes more, which the caller writes.
    char* more(std::size_t bytes)
    {
        if (used_ + bytes + margin > block_.size())
            make_room(bytes);
        const auto begin = used_;
        used_ += bytes;
        return block_.data() + begin;
    }

    void flush()
    {
        text_.append(block_, 0, used_);
        used_ = 0;
    }

    void make_room(std::size_t bytes)
    {
        flush();
        // Small for those who write little.
        const auto usual = std::clamp(2 * block_.size(), least_block_bytes, usual_block_bytes);
        const auto wanted = std::max(usual, bytes + margin);
        if (block_.size() >= wanted)
            return;
        // Emptied first: what was in it need not move.
        block_.clear();
        block_.resize(wanted);
    }

    static char* put(char* place, std::string_view text) noexcept
    {
        return std::copy(text.begin(), text.end(), place);
    }

    std::string text_ = {};
    std::string block_ = {};  ///< what comes after it, and room for more
    std::size_t used_ = 0;    ///< of the block
    std::string scratch_ = {};
};

/// The name of a member. That a literal is plain is known when it is compiled.
struct json_key
{
    consteval json_key(const char* literal) : text(literal), is_plain(true) {}            // NOLINT
    json_key(std::string_view any) noexcept : text(any), is_plain(is_json_plain(any)) {}  // NOLINT
    json_key(const std::string& any) noexcept : json_key(std::string_view(any)) {}        // NOLINT

    /// Of a name that is_json_plain(), as those of our own tables are.
    static json_key plain(std::string_view name) noexcept
    {
        assert(is_json_plain(name));
        return {name, true};
    }

    std::string_view text;
    bool is_plain;

private:
    json_key(std::string_view name, bool is_known_plain) noexcept
        : text(name), is_plain(is_known_plain)
    {
    }
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
        if (key.is_plain)
            return out_.plain_key(key.text);
        out_.string(key.text);
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
