#include "muster/interned_texts.hpp"

#include <functional>

namespace muster {

interned_texts::interned_texts() { find_or_add({}); }

inline interned_texts::recent_text& interned_texts::recent_place(const text_key& key)
{
    if (recent_.empty())
        recent_.resize(recent_count);
    return recent_[key.hash() % recent_count];
}

inline bool
interned_texts::is_it(const recent_text& recent, const text_key& key, std::string_view text) const
{
    return recent.key == key && recent.id != 0 && (key.is_all() || texts_[recent.id] == text);
}

text_id interned_texts::intern(std::string_view text)
{
    if (text.empty())
        return 0;
    const text_key key(text);
    auto& recent = recent_place(key);
    if (!is_it(recent, key, text))
        recent = {key, find_or_add(text)};
    return recent.id;
}

std::optional<text_id> interned_texts::intern_if_met_again(std::string_view text)
{
    if (text.empty())
        return 0;
    const text_key key(text);
    auto& recent = recent_place(key);
    if (is_it(recent, key, text))
        return recent.id;
    const bool was_met = recent.key == key;  // or one with its ends, which is no harm
    recent = {key, was_met ? find_or_add(text) : 0};
    return was_met ? std::optional(recent.id) : std::nullopt;
}

text_id interned_texts::find_or_add(std::string_view text)
{
    const auto id = static_cast<text_id>(texts_.size());
    const auto hash = static_cast<std::uint32_t>(std::hash<std::string_view>()(text));
    const auto earlier = ids_.add(hash, id, [&](text_id other) { return texts_[other] == text; });
    if (earlier)
        return *earlier;
    texts_.push_back(arena_.copy(text));
    return id;
}

}  // namespace muster
