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
    void clear() noexcept { count_ = 0; }

    /// place: of the member, among the nodes of the object.
    void add(std::string_view key, std::size_t place) noexcept
    {
        if (count_ < limit)
        {
            marks_[count_] = mark_of(key);
            places_[count_] = static_cast<std::uint32_t>(place);
        }
        count_ += 1;
    }

    /// Whether all were marked: objects with more members than the limit are not looked up here.
    bool is_complete() const noexcept { return count_ <= limit; }

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

    static std::uint8_t mark_of(std::string_view key) noexcept
    {
        const auto first = key.empty() ? 0U : static_cast<unsigned char>(key.front());
        return static_cast<std::uint8_t>(key.size() * 8 ^ first);
    }

    std::array<std::uint8_t, limit> marks_ = {};
    std::array<std::uint32_t, limit> places_ = {};
    std::size_t count_ = 0;
};

}  // namespace muster
