#pragma once

#include <cstdint>
#include <limits>

namespace muster {

/// A number of parameters, elements or bytes that saturates instead of overflowing. A saturated
/// count stays saturated, and the size that holds it is refused.
class count
{
public:
    constexpr count(std::uint64_t value = 0) noexcept : value_(value) {}

    constexpr std::uint64_t value() const noexcept { return value_; }
    constexpr bool is_saturated() const noexcept { return value_ == most; }

    friend constexpr count operator+(count a, count b) noexcept
    {
        return __builtin_add_overflow(a.value_, b.value_, &a.value_) ? count(most) : a;
    }
    friend constexpr count operator*(count a, count b) noexcept
    {
        if (a.is_saturated() || b.is_saturated())
            return most;
        return __builtin_mul_overflow(a.value_, b.value_, &a.value_) ? count(most) : a;
    }
    constexpr count& operator+=(count other) noexcept { return *this = *this + other; }

private:
    static constexpr std::uint64_t most = std::numeric_limits<std::uint64_t>::max();

    std::uint64_t value_;
};

}  // namespace muster
