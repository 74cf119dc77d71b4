#pragma once

#include "contract/identity.hpp"
#include "position_index.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace muster {

/// Finds positions in a list by model id, letter case aside. The ids stay where they are: all
/// functions are given `id_of`, which tells the id at a position.
class id_index
{
public:
    explicit id_index(std::size_t expected = 0) : positions_(expected) {}

    /// The position under which the id is known already; else stores this one for it.
    template <class IdOf>
    std::optional<std::uint32_t> add(std::string_view id, std::uint32_t position, IdOf id_of)
    {
        return positions_.add(hash_of(id), position, [&](std::uint32_t other) {
            return is_same_id(id_of(other), id);
        });
    }

    /// The same, where the hash of the id at the position is known: ids are looked at only where
    /// hashes are the same.
    template <class IdOf>
    std::optional<std::uint32_t> add_hashed(std::uint32_t hash, std::uint32_t position, IdOf id_of)
    {
        return positions_.add(hash, position, [&](std::uint32_t other) {
            return is_same_id(id_of(other), id_of(position));
        });
    }

    template <class IdOf>
    std::optional<std::uint32_t> find(std::string_view id, IdOf id_of) const
    {
        return positions_.find(hash_of(id), [&](std::uint32_t other) {
            return is_same_id(id_of(other), id);
        });
    }

    /// The same, where the hash of the id is known: id() tells it where hashes are the same.
    template <class Id, class IdOf>
    std::optional<std::uint32_t> find_hashed(std::uint32_t hash, Id id, IdOf id_of) const
    {
        return positions_.find(hash, [&](std::uint32_t other) {
            return is_same_id(id_of(other), id());
        });
    }

    std::size_t size() const noexcept { return positions_.size(); }

    static std::uint32_t hash_of(std::string_view id) noexcept
    {
        return static_cast<std::uint32_t>(folded_hash(id));
    }

private:
    position_index positions_;
};

}  // namespace muster
