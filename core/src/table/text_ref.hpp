#pragma once

#include "interned_texts.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace muster {

/// A text of a row, in four bytes: its number in the table of interned texts; or, for a text that
/// hardly any other row has, its offset and size among the letters stored with the row.
class text_ref
{
public:
    /// Of the empty text.
    text_ref() = default;

    static text_ref interned(text_id id) noexcept { return text_ref(id); }

    /// Whether offset and size fit.
    static bool can_be_own(std::size_t place, std::size_t size) noexcept
    {
        return place < own_places && size < own_sizes;
    }
    static text_ref own(std::size_t place, std::size_t size) noexcept
    {
        return text_ref(own_bit | static_cast<std::uint32_t>(place * own_sizes + size));
    }

    bool is_own() const noexcept { return (bits_ & own_bit) != 0; }

    /// Of an interned one.
    text_id id() const noexcept { return bits_; }

    /// Of the row's own one.
    std::string_view own_text(const char* letters) const noexcept
    {
        return {letters + (bits_ & ~own_bit) / own_sizes, bits_ % own_sizes};
    }

private:
    explicit text_ref(std::uint32_t bits) noexcept : bits_(bits) {}

    static constexpr std::uint32_t own_bit = 1U << 31U;
    static constexpr std::size_t own_sizes = 1U << 8U;
    static constexpr std::size_t own_places = 1U << 23U;

    std::uint32_t bits_ = 0;
};

}  // namespace muster
