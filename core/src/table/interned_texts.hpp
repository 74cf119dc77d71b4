#pragma once

#include "muster/text_arena.hpp"
#include "position_index.hpp"
#include "text_key.hpp"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace muster {

/// Stands for a text of one table. The number 0 is the empty text.
using text_id = std::uint32_t;

/// Texts of which each is kept once: most of the tags of a listing are some thousand words. The
/// others, which hardly two rows have, are better kept with their rows: see text_ref.
class interned_texts
{
public:
    interned_texts();
    interned_texts(const interned_texts&) = delete;

    /// The number of a text, which stays valid as long as the table.
    text_id intern(std::string_view text)
    {
        const text_key key(text);
        const auto known = known_by(key);
        return known != 0 ? known : intern_rare(text, key);
    }

    /// The number of a text that has one, or was met here a short time ago. Nothing for another,
    /// which may never be met again.
    std::optional<text_id> intern_if_met_again(std::string_view text)
    {
        const text_key key(text);
        const auto known = known_by(key);
        return known != 0 ? known : intern_rare_if_met_again(text, key);
    }

    std::string_view text(text_id id) const noexcept { return texts_[id]; }

    /// Numbers are smaller than this.
    std::size_t size() const noexcept { return texts_.size(); }

private:
    /// Where a text is looked for first: most of the tags of a listing are a few words.
    struct recent_text
    {
        text_key key = {};
        text_id id = 0;  ///< 0 for one that was met, and has no number

        /// Without one, it stays where it is once when another wants its place: two that come in
        /// turn are both met again, so.
        bool is_spared = false;
    };
    static constexpr std::size_t recent_count = 4096;  ///< a power of two

    std::size_t place_of(const text_key& key) const noexcept
    {
        return key.hash() & (recent_.size() - 1);
    }

    /// The number of a text that needs no look at more of it than its key; 0 if it does.
    text_id known_by(const text_key& key) const noexcept
    {
        const auto& recent = recent_[place_of(key)];
        return recent.key == key && key.is_all() ? recent.id : 0;
    }

    recent_text& recent_of(const text_key& key);
    text_id intern_rare(std::string_view text, const text_key& key);
    std::optional<text_id> intern_rare_if_met_again(std::string_view text, const text_key& key);
    std::optional<text_id> find(std::string_view text) const;
    text_id find_or_add(std::string_view text);

    text_arena arena_ = {};
    std::vector<std::string_view> texts_ = {};
    std::vector<recent_text> recent_ = {{}};  ///< more when there is a text
    position_index ids_;
};

}  // namespace muster
