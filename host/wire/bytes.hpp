#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>

namespace muster::wire {

/// Appends numbers in the machine's byte order (both ends run on it) and texts with their size in
/// front.
class byte_writer
{
public:
    /// Appends to `out`, which must outlive it.
    explicit byte_writer(std::string& out) noexcept : out_(out) {}

    template <class Number>
    void number(Number value)
    {
        static_assert(std::is_arithmetic_v<Number>);
        out_.append(reinterpret_cast<const char*>(&value), sizeof value);
    }

    /// Precondition: less than 4 GiB.
    void text(std::string_view value)
    {
        number(static_cast<std::uint32_t>(value.size()));
        out_.append(value);
    }

private:
    std::string& out_;
};

/// Reads what byte_writer wrote, from bytes that are not trusted. Past the end everything reads as
/// zero or empty, and ok() is false from then on: callers check once, at the end.
class byte_reader
{
public:
    /// The bytes must outlive it, and the texts that it returns.
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

    /// The bytes that were not read yet.
    std::string_view rest() const noexcept { return rest_; }

    /// For what the bytes say that cannot be: from here on as past the end.
    void fail() noexcept
    {
        is_ok_ = false;
        rest_ = {};
    }

    bool ok() const noexcept { return is_ok_; }
    bool at_end() const noexcept { return rest_.empty(); }

private:
    std::string_view take(std::size_t size) noexcept
    {
        if (size > rest_.size())
        {
            fail();
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
