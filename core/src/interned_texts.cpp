#include "muster/interned_texts.hpp"

namespace muster {

interned_texts::interned_texts() : ids_(0, hash_of{this}, same_text{this}) { intern({}); }

text_id interned_texts::intern(std::string_view text)
{
    const auto found = ids_.find(text);
    if (found != ids_.end())
        return *found;
    const auto id = static_cast<text_id>(texts_.size());
    texts_.push_back(arena_.copy(text));
    ids_.insert(id);
    return id;
}

}  // namespace muster
