#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace muster {

/// Where the members of an object stand among its nodes: one is found here without a walk through
/// all that the object holds.
class member_marks
{
public:
    void clear() noexcept
    {
        count_ = 0;
        present_ = 0;
    }

    /// place: of the member, among the nodes of the object.
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

    /// Whether all were marked: objects with more members than the limit are not looked up here.
    bool is_complete() const noexcept { return count_ <= limit; }

    /// Whether it is worth looking for such a key.
    bool may_hold(std::string_view key) const noexcept
    {
        return (present_ & bit_of(mark_of(key))) != 0;
    }

    /// The last of the places for which is_there() is true, among those where such a key may be.
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

    /// Of its length and both ends: few keys of one object have all of them alike.
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
