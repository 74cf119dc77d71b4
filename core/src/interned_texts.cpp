#include "muster/interned_texts.hpp"

#include <functional>

namespace muster {

interned_texts::interned_texts() { find_or_add({}); }

text_id interned_texts::intern(std::string_view text)
{
    if (text.empty())
        return 0;
    if (recent_.empty())
        recent_.resize(recent_count);
    const text_key key(text);
    auto& recent = recent_[key.hash() % recent_count];
    const bool is_it = recent.key == key && (key.is_all() || texts_[recent.id] == text);
    if (!is_it)
        recent = {key, find_or_add(text)};
    return recent.id;
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
