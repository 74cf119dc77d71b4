#include "muster/interned_texts.hpp"

#include <functional>

namespace muster {

interned_texts::interned_texts() { find_or_add({}); }

interned_texts::recent_text& interned_texts::recent_of(const text_key& key)
{
    if (recent_.size() == 1)
        recent_.resize(recent_count);
    return recent_[place_of(key)];
}

bool interned_texts::is_it(const recent_text& recent, const text_key& key, std::string_view text)
    const
{
    return recent.key == key && recent.id != 0 && (key.is_all() || texts_[recent.id] == text);
}

text_id interned_texts::intern_rare(std::string_view text, const text_key& key)
{
    if (text.empty())
        return 0;
    auto& recent = recent_of(key);
    if (!is_it(recent, key, text))
        recent = {key, find_or_add(text)};
    return recent.id;
}

std::optional<text_id>
interned_texts::intern_rare_if_met_again(std::string_view text, const text_key& key)
{
    if (text.empty())
        return 0;
    auto& recent = recent_of(key);
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
