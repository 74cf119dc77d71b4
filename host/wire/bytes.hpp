#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>

namespace muster::wire {

/// Appends numbers, in the byte order of this machine, and texts led by their size.
class byte_writer
{
public:
    /// Refers to the text: keep it alive.
    explicit byte_writer(std::string& out) noexcept : out_(out) {}

    template <class Number>
    void number(Number value)
    {
        static_assert(std::is_arithmetic_v<Number>);
        out_.append(reinterpret_cast<const char*>(&value), sizeof value);
    }

    /// Of less than 4 GiB.
    void text(std::string_view value)
    {
        number(static_cast<std::uint32_t>(value.size()));
        out_.append(value);
    }

private:
    std::string& out_;
};

/// Reads what byte_writer wrote, from bytes that anybody may have made. Past the end everything
/// reads as zero and empty, and ok() says so.
class byte_reader
{
public:
    /// Refers to the bytes: keep them alive.
    explicit byte_reader(std::string_view bytes) noexcept : rest_(bytes) {}

    template <class Number>
    Number number() noexcept
    {
        static_assert(std::is_arithmetic_v<Number>);
        Number value{};
        const auto bytes = take(sizeof value);
        if (!bytes.empty())
            std::memcpy(&value, bytes.data(), sizeof value);
        return value;
    }

    std::string_view text() noexcept { return take(number<std::uint32_t>()); }

    /// All that was not read yet.
    std::string_view rest() const noexcept { return rest_; }

    bool ok() const noexcept { return is_ok_; }
    bool at_end() const noexcept { return rest_.empty(); }

private:
    std::string_view take(std::size_t size) noexcept
    {
        if (size > rest_.size())
        {
            is_ok_ = false;
            rest_ = {};
            return {};
        }
        const auto taken = rest_.substr(0, size);
        rest_.remove_prefix(size);
        return taken;
    }

    std::string_view rest_;
    bool is_ok_ = true;
};

}  // namespace muster::wire
