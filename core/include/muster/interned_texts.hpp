#pragma once

#include "muster/position_index.hpp"
#include "muster/text_arena.hpp"
#include "muster/text_key.hpp"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace muster {

/// Stands for a text of one table. The number 0 is the empty text.
using text_id = std::uint32_t;

/// Texts of which each is kept once: millions of tags are some thousand words.
class interned_texts
{
public:
    interned_texts();
    interned_texts(const interned_texts&) = delete;

    /// The number of a text, which stays valid as long as the table.
    text_id intern(std::string_view text)
    {
        const text_key key(text);
        const auto& recent = recent_[place_of(key)];
        return is_known(recent, key) ? recent.id : intern_rare(text, key);
    }

    /// The number of a text that was met here a short time ago. Nothing for another, which may
    /// never be met again; as it is for one that has a number and was long not met.
    std::optional<text_id> intern_if_met_again(std::string_view text)
    {
        const text_key key(text);
        const auto& recent = recent_[place_of(key)];
        return is_known(recent, key) ? recent.id : intern_rare_if_met_again(text, key);
    }

    std::string_view text(text_id id) const noexcept { return texts_[id]; }

    /// Numbers are smaller than this.
    std::size_t size() const noexcept { return texts_.size(); }

private:
    /// Where a text is looked for first: most of the tags of a listing are a few words.
    struct recent_text
    {
        text_key key = {};
        text_id id = 0;  ///< 0 for one that was met, and has no number that is known
    };
    static constexpr std::size_t recent_count = 4096;

    std::size_t place_of(const text_key& key) const noexcept
    {
        return key.hash() & (recent_.size() - 1);
    }

    /// Without a look at more of the text than its key.
    static bool is_known(const recent_text& recent, const text_key& key) noexcept
    {
        return recent.key == key && recent.id != 0 && key.is_all();
    }

    recent_text& recent_of(const text_key& key);
    bool is_it(const recent_text& recent, const text_key& key, std::string_view text) const;
    text_id intern_rare(std::string_view text, const text_key& key);
    std::optional<text_id> intern_rare_if_met_again(std::string_view text, const text_key& key);
    text_id find_or_add(std::string_view text);

    text_arena arena_ = {};
    std::vector<std::string_view> texts_ = {};
    std::vector<recent_text> recent_ = {{}};  ///< one that is none, before there is a text
    position_index ids_;
};

}  // namespace muster
