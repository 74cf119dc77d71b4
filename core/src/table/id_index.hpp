#pragma once

#include "contract/identity.hpp"

#include <boost/unordered/unordered_flat_set.hpp>

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>

namespace muster {

/// Finds positions in a list by model id, letter case aside. It stores hashes and positions: the
/// ids stay in the list, and are compared only where hashes are equal.
class id_index
{
public:
    /// Returns the id at a position of the list.
    using id_reader = std::function<std::string_view(std::uint32_t)>;

    /// Precondition: what id_at refers to outlives the index, and its ids do not change.
    explicit id_index(id_reader id_at, std::size_t expected = 0)
        : slots_(expected, slot_hash(), same_id{std::move(id_at)})
    {
    }

    /// The position under which the id of this one is known already; else stores this one for it.
    /// Precondition: hash == id_hash(id_at(position)).
    std::optional<std::uint32_t> add(std::uint32_t position, std::uint32_t hash)
    {
        const auto [place, is_new] = slots_.insert({hash, position});
        return is_new ? std::nullopt : std::optional(place->position);
    }

    std::optional<std::uint32_t> find(std::string_view id, std::uint32_t hash) const
    {
        const auto place = slots_.find(wanted{hash, id});
        return place == slots_.end() ? std::nullopt : std::optional(place->position);
    }
    std::optional<std::uint32_t> find(std::string_view id) const { return find(id, id_hash(id)); }

    std::size_t size() const noexcept { return slots_.size(); }

private:
    struct slot
    {
        std::uint32_t hash = 0;
        std::uint32_t position = 0;
    };

    struct wanted
    {
        std::uint32_t hash = 0;
        std::string_view id = {};
    };

    struct slot_hash
    {
        using is_transparent = void;
        std::size_t operator()(const auto& one) const noexcept { return one.hash; }
    };

    struct same_id
    {
        using is_transparent = void;
        bool operator()(const slot& a, const slot& b) const
        {
            return a.hash == b.hash && is_same_id(id_at(a.position), id_at(b.position));
        }
        bool operator()(const wanted& a, const slot& b) const
        {
            return a.hash == b.hash && is_same_id(a.id, id_at(b.position));
        }
        id_reader id_at = {};
    };

    boost::unordered_flat_set<slot, slot_hash, same_id> slots_;
};

}  // namespace muster
