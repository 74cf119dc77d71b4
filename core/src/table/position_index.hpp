#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace muster {

/// Finds positions in a list by what stands there. It keeps hashes alone: what stands there, and
/// when two are the same, is the caller's, who is asked where hashes are the same.
class position_index
{
public:
    explicit position_index(std::size_t expected = 0) { resize(expected); }

    /// The position under which it is known already; else stores this one for it.
    /// is_same(std::uint32_t): whether the same stands at that position.
    template <class IsSame>
    std::optional<std::uint32_t> add(std::uint32_t hash, std::uint32_t position, IsSame is_same)
    {
        if ((count_ + 1) * 2 > slots_.size())
            resize(count_ + 1);
        auto& place = slots_[place_of(hash, is_same)];
        if (place.next_position != 0)
            return place.next_position - 1;
        place = {hash, position + 1};
        count_ += 1;
        return {};
    }

    template <class IsSame>
    std::optional<std::uint32_t> find(std::uint32_t hash, IsSame is_same) const
    {
        const auto& place = slots_[place_of(hash, is_same)];
        if (place.next_position == 0)
            return {};
        return place.next_position - 1;
    }

    std::size_t size() const noexcept { return count_; }

private:
    struct slot
    {
        std::uint32_t hash = 0;
        std::uint32_t next_position = 0;  ///< one more than the position; 0 for none
    };

    template <class IsSame>
    std::size_t place_of(std::uint32_t hash, IsSame is_same) const
    {
        const auto mask = slots_.size() - 1;
        auto place = hash & mask;
        while (slots_[place].next_position != 0 &&
               (slots_[place].hash != hash || !is_same(slots_[place].next_position - 1)))
            place = (place + 1) & mask;
        return place;
    }

    void resize(std::size_t expected);

    std::vector<slot> slots_ = {};  ///< a power of two of them, at least half of them empty
    std::size_t count_ = 0;
};

}  // namespace muster
