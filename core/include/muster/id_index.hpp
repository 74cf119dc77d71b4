#pragma once

#include "muster/identity.hpp"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace muster {

/// Finds positions in a list by model id, letter case aside. The ids stay where they are: all
/// functions are given `id_of`, which tells the id at a position.
class id_index
{
public:
    explicit id_index(std::size_t expected = 0) { resize(expected); }

    /// The position under which the id is known already; else stores this one for it.
    template <class IdOf>
    std::optional<std::uint32_t> add(std::string_view id, std::uint32_t position, IdOf id_of)
    {
        if ((count_ + 1) * 2 > slots_.size())
            resize(count_ + 1);
        const auto hash = hash_of(id);
        const auto place = place_of(id, hash, id_of);
        if (slots_[place].next_position != 0)
            return slots_[place].next_position - 1;
        slots_[place] = {hash, position + 1};
        count_ += 1;
        return {};
    }

    template <class IdOf>
    std::optional<std::uint32_t> find(std::string_view id, IdOf id_of) const
    {
        const auto place = place_of(id, hash_of(id), id_of);
        if (slots_[place].next_position == 0)
            return {};
        return slots_[place].next_position - 1;
    }

    std::size_t size() const noexcept { return count_; }

private:
    struct slot
    {
        std::uint32_t hash = 0;
        std::uint32_t next_position = 0;  ///< one more than the position; 0 for none
    };

    static std::uint32_t hash_of(std::string_view id) noexcept
    {
        return static_cast<std::uint32_t>(folded_hash(id));
    }

    template <class IdOf>
    std::size_t place_of(std::string_view id, std::uint32_t hash, IdOf id_of) const
    {
        const auto mask = slots_.size() - 1;
        auto place = hash & mask;
        while (slots_[place].next_position != 0 &&
               (slots_[place].hash != hash ||
                !is_same_id(id_of(slots_[place].next_position - 1), id)))
            place = (place + 1) & mask;
        return place;
    }

    void resize(std::size_t expected);

    std::vector<slot> slots_ = {};  ///< a power of two of them, at least half of them empty
    std::size_t count_ = 0;
};

}  // namespace muster
