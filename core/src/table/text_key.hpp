#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace muster {

/// A text as a few numbers, which are compared sooner than letters are: its size, its first and
/// its last eight letters. That is all of a text of up to sixteen.
class text_key
{
public:
    text_key() = default;

    explicit text_key(std::string_view text) noexcept : size_(text.size())
    {
        if (size_ >= 8)
            take_ends<std::uint64_t>(text);
        else if (size_ >= 4)
            take_ends<std::uint32_t>(text);
        else if (size_ >= 2)
            take_ends<std::uint16_t>(text);
        else if (size_ == 1)
            take_ends<std::uint8_t>(text);
    }

    /// Whether another text with this key is the same.
    bool is_all() const noexcept { return size_ <= 16; }

    /// Quick, and good enough for a place of many.
    std::uint32_t hash() const noexcept
    {
        auto mixed = (first_ ^ last_ * 0xD6E8FEB86659FD93U) + size_;
        mixed ^= mixed >> 32U;  // so that all letters tell in all bits
        return static_cast<std::uint32_t>(mixed * 0x9E3779B97F4A7C15U >> 32U);
    }

    friend bool operator==(const text_key&, const text_key&) = default;

private:
    /// They overlap where the text is shorter than both.
    template <class Letters>
    void take_ends(std::string_view text) noexcept
    {
        first_ = letters_at<Letters>(text.data());
        last_ = letters_at<Letters>(text.data() + text.size() - sizeof(Letters));
    }

    template <class Letters>
    static Letters letters_at(const char* place) noexcept
    {
        Letters letters = 0;
        std::memcpy(&letters, place, sizeof letters);
        return letters;
    }

    std::uint64_t first_ = 0;
    std::uint64_t last_ = 0;
    std::size_t size_ = 0;
};

}  // namespace muster
