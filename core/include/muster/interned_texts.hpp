#pragma once

#include "muster/text_arena.hpp"

#include <boost/unordered/unordered_flat_map.hpp>

#include <cstdint>
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

    /// The number of a text, which stays valid as long as the table.
    text_id intern(std::string_view text);

    std::string_view text(text_id id) const noexcept { return texts_[id]; }

    /// Numbers are smaller than this.
    std::size_t size() const noexcept { return texts_.size(); }

private:
    text_arena arena_ = {};
    std::vector<std::string_view> texts_ = {};
    boost::unordered_flat_map<std::string_view, text_id, std::hash<std::string_view>> ids_ = {};
};

}  // namespace muster
