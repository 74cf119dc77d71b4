#include "muster/interned_texts.hpp"

namespace muster {

interned_texts::interned_texts() { intern({}); }

text_id interned_texts::intern(std::string_view text)
{
    const auto found = ids_.find(text);
    if (found != ids_.end())
        return found->second;
    const auto id = static_cast<text_id>(texts_.size());
    const auto kept = arena_.copy(text);
    texts_.push_back(kept);
    ids_.emplace(kept, id);
    return id;
}

}  // namespace muster
