#pragma once

#include "muster/text_arena.hpp"
#include "text/seeded_hash.hpp"

#include <boost/unordered/unordered_flat_set.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace muster {

/// Stands for a text of one table. The number 0 is the empty text.
using text_id = std::uint32_t;

/// Texts of which each is stored once: most of the tags of a listing are some thousand words. The
/// others, which hardly two rows have, are better stored with their rows: see text_ref.
class interned_texts
{
public:
    interned_texts() { add({}); }
    interned_texts(const interned_texts&) = delete;

    /// The number of a text, which stays valid as long as the table.
    text_id intern(std::string_view text)
    {
        const auto known = ids_.find(text);
        return known == ids_.end() ? add(text) : *known;
    }

    /// The number of a text that has one. Several threads may ask while none interns.
    std::optional<text_id> find(std::string_view text) const
    {
        const auto known = ids_.find(text);
        return known == ids_.end() ? std::nullopt : std::optional(*known);
    }

    /// The number of a text that has one, or was met here a short time ago. Nothing for another,
    /// which may never be met again.
    std::optional<text_id> intern_if_met_again(std::string_view text);

    std::string_view text(text_id id) const noexcept { return texts_[id]; }

    /// Numbers are smaller than this.
    std::size_t size() const noexcept { return texts_.size(); }

private:
    /// Numbers are hashed and compared as their texts are.
    struct text_reader
    {
        using is_transparent = void;
        using is_avalanching = void;
        const std::vector<std::string_view>* texts = nullptr;

        std::string_view of(text_id id) const noexcept { return (*texts)[id]; }
        std::string_view of(std::string_view text) const noexcept { return text; }
    };
    struct hash_of_text : text_reader
    {
        std::size_t operator()(const auto& one) const noexcept { return text_hash()(of(one)); }
    };
    struct same_text : text_reader
    {
        bool operator()(const auto& a, const auto& b) const noexcept { return of(a) == of(b); }
    };

    text_id add(std::string_view text);

    text_arena arena_ = {};
    std::vector<std::string_view> texts_ = {};
    boost::unordered_flat_set<text_id, hash_of_text, same_text> ids_{
        0, hash_of_text{{&texts_}}, same_text{{&texts_}}};

    // Hashes of texts that were met once, the two latest of each group: two texts of one group
    // that come in turn must not drive each other out.
    using met_hashes = std::array<std::uint32_t, 2>;
    static constexpr std::size_t met_groups = 4096;
    std::vector<met_hashes> met_once_ = {};
};

}  // namespace muster
