#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace muster {

/// An index of an object's members: finds one without a walk through all that the object contains.
/// A Bloom filter of 64 bits first, then one byte for each member.
class member_marks
{
public:
    void clear() noexcept
    {
        count_ = 0;
        present_ = 0;
    }

    /// place: the member's position among the object's nodes.
    void add(std::string_view key, std::size_t place) noexcept
    {
        if (count_ < limit)
        {
            marks_[count_] = mark_of(key);
            places_[count_] = static_cast<std::uint32_t>(place);
            present_ |= bit_of(marks_[count_]);
        }
        count_ += 1;
    }

    /// Whether all members are in the index; objects with more than the limit must be searched.
    bool is_complete() const noexcept { return count_ <= limit; }

    /// False only if the object has no member with this key.
    bool may_hold(std::string_view key) const noexcept
    {
        return (present_ & bit_of(mark_of(key))) != 0;
    }

    /// The last of the possible positions of the key for which is_there() is true: two keys may
    /// have the same mark.
    template <class IsThere>
    std::optional<std::size_t> last(std::string_view key, IsThere is_there) const
    {
        const auto mark = mark_of(key);
        for (auto i = count_; i-- > 0;)
            if (marks_[i] == mark && is_there(places_[i]))
                return places_[i];
        return {};
    }

private:
    static constexpr std::size_t limit = 64;

    /// Of the key's length, first and last byte: few keys of one object agree in all of them.
    static std::uint8_t mark_of(std::string_view key) noexcept
    {
        if (key.empty())
            return 0;
        const auto first = static_cast<unsigned char>(key.front());
        const auto last = static_cast<unsigned char>(key.back());
        return static_cast<std::uint8_t>(key.size() * 7 + first * 3U + last * 5U);
    }

    static std::uint64_t bit_of(std::uint8_t mark) noexcept
    {
        return std::uint64_t{1} << mark % 64U;
    }

    std::uint64_t present_ = 0;  ///< the bits of all marks
    std::array<std::uint8_t, limit> marks_ = {};
    std::array<std::uint32_t, limit> places_ = {};
    std::size_t count_ = 0;
};

}  // namespace muster
