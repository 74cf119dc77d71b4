#include "interned_texts.hpp"

namespace muster {

std::optional<text_id> interned_texts::intern_if_met_again(std::string_view text)
{
    if (const auto known = ids_.find(text); known != ids_.end())
        return *known;
    // A small table has no need of it, and there is one for each source.
    if (met_once_.empty())
        met_once_.resize(met_groups);
    const auto hash = text_hash()(text);
    const auto mark = static_cast<std::uint32_t>(hash >> 32U) | 1U;  // 0 is an unused entry
    auto& [latest, earlier] = met_once_[hash % met_groups];
    // Another text with this hash gets its number too soon, which costs a few bytes.
    if (latest == mark || earlier == mark)
        return add(text);
    earlier = latest;
    latest = mark;
    return {};
}

text_id interned_texts::add(std::string_view text)
{
    const auto id = static_cast<text_id>(texts_.size());
    // Before the number is inserted: it is hashed by its text.
    texts_.push_back(arena_.copy(text));
    ids_.insert(id);
    return id;
}

}  // namespace muster
