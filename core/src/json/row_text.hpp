#pragma once

#include "muster/json_text.hpp"
#include "muster/text_arena.hpp"

#include <cstddef>
#include <cstring>
#include <string>
#include <string_view>

namespace muster {

/// Appends to a string what was given room for before, all at once: many small pieces, each
/// without a look at how much room there is.
class row_text
{
public:
    /// room: at least as many bytes as will be added.
    row_text(std::string& out, std::size_t room) : out_(out)
    {
        const auto begin = out.size();
        out.resize(begin + room + text_arena::readable_beyond);
        end_ = out.data() + begin;
    }
    ~row_text() { out_.resize(static_cast<std::size_t>(end_ - out_.data())); }
    row_text(const row_text&) = delete;
    row_text& operator=(const row_text&) = delete;

    void add(std::string_view text) noexcept
    {
        std::char_traits<char>::copy(end_, text.data(), text.size());
        end_ += text.size();
    }

    /// Of a piece of a text_arena: most are short, and copied without a look at how short.
    void add_from_arena(std::string_view text) noexcept
    {
        constexpr auto step = text_arena::readable_beyond;
        for (std::size_t i = 0; i < text.size(); i += step)
            std::memcpy(end_ + i, text.data() + i, step);
        end_ += text.size();
    }

    /// Of a size that is known when this is compiled.
    template <std::size_t Size>
    void add(const char (&text)[Size]) noexcept  // NOLINT: a literal
    {
        std::memcpy(end_, text, Size - 1);
        end_ += Size - 1;
    }

    /// Needs room for json_number_bytes_limit.
    void add_number(double number) noexcept { end_ = write_json_number(end_, number); }

private:
    std::string& out_;
    char* end_ = nullptr;
};

}  // namespace muster
