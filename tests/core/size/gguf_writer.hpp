#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace muster::test {

/// Writes a GGUF file's beginning, value by value.
struct gguf_writer
{
    std::string bytes = {};

    gguf_writer& whole(std::uint64_t value, std::size_t width)
    {
        for (std::size_t i = 0; i < width; ++i)
            bytes += static_cast<char>(value >> (8 * i) & 0xFF);
        return *this;
    }

    gguf_writer& text(std::string_view value)
    {
        whole(value.size(), 8);
        bytes += value;
        return *this;
    }

    gguf_writer& start(std::uint64_t tensors, std::uint64_t pairs, std::uint32_t version = 3)
    {
        bytes += "GGUF";
        return whole(version, 4).whole(tensors, 8).whole(pairs, 8);
    }

    gguf_writer& pair(std::string_view key, std::string_view value)
    {
        return text(key).whole(8, 4).text(value);
    }

    gguf_writer& pair(std::string_view key, std::uint32_t value)
    {
        return text(key).whole(4, 4).whole(value, 4);
    }

    gguf_writer& yes_or_no(std::string_view key, bool value)
    {
        return text(key).whole(7, 4).whole(value ? 1 : 0, 1);
    }

    gguf_writer& list(std::string_view key, std::initializer_list<std::uint32_t> values)
    {
        text(key).whole(9, 4).whole(4, 4).whole(values.size(), 8);
        for (const auto value : values)
            whole(value, 4);
        return *this;
    }

    gguf_writer& tensor(std::string_view name, std::uint64_t rows, std::uint64_t columns)
    {
        return text(name).whole(2, 4).whole(rows, 8).whole(columns, 8).whole(0, 4).whole(0, 8);
    }
};

}  // namespace muster::test
