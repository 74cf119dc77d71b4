#include "interned_texts.hpp"

#include <functional>

namespace muster {

static std::uint32_t hash_of(std::string_view text) noexcept
{
    return static_cast<std::uint32_t>(std::hash<std::string_view>()(text));
}

interned_texts::interned_texts() { find_or_add({}); }

interned_texts::recent_text& interned_texts::recent_of(const text_key& key)
{
    if (recent_.size() < recent_count)
        recent_.resize(recent_count);
    return recent_[place_of(key)];
}

text_id interned_texts::intern_rare(std::string_view text, const text_key& key)
{
    if (text.empty())
        return 0;
    const auto id = find_or_add(text);
    recent_of(key) = {key, id};
    return id;
}

std::optional<text_id>
interned_texts::intern_rare_if_met_again(std::string_view text, const text_key& key)
{
    if (text.empty())
        return 0;
    auto& recent = recent_of(key);
    if (recent.key == key)  // it was met, or one with its ends, which is no harm
    {
        if (recent.id == 0 || texts_[recent.id] != text)
            recent.id = find_or_add(text);
        return recent.id;
    }
    const auto id = find(text);
    const bool waits = recent.id == 0 && recent.key != text_key();
    if (waits && !recent.is_spared)
        recent.is_spared = true;
    else
        recent = {key, id.value_or(0)};
    return id;
}

std::optional<text_id> interned_texts::find(std::string_view text) const
{
    return ids_.find(hash_of(text), [&](text_id other) { return texts_[other] == text; });
}

text_id interned_texts::find_or_add(std::string_view text)
{
    const auto id = static_cast<text_id>(texts_.size());
    const auto earlier =
        ids_.add(hash_of(text), id, [&](text_id other) { return texts_[other] == text; });
    if (earlier)
        return *earlier;
    texts_.push_back(arena_.copy(text));
    return id;
}

}  // namespace muster
