#pragma once

#include "muster/text_arena.hpp"

#include <boost/unordered/unordered_flat_set.hpp>

#include <cstdint>
#include <functional>
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
    text_id intern(std::string_view text);

    std::string_view text(text_id id) const noexcept { return texts_[id]; }

    /// Numbers are smaller than this.
    std::size_t size() const noexcept { return texts_.size(); }

private:
    // The set holds numbers, and compares what they stand for.
    struct hash_of
    {
        using is_transparent = void;
        const interned_texts* table;
        std::size_t operator()(std::string_view text) const noexcept
        {
            return std::hash<std::string_view>()(text);
        }
        std::size_t operator()(text_id id) const noexcept { return (*this)(table->text(id)); }
    };
    struct same_text
    {
        using is_transparent = void;
        const interned_texts* table;
        bool operator()(text_id a, text_id b) const noexcept { return a == b; }
        bool operator()(text_id a, std::string_view b) const noexcept
        {
            return table->text(a) == b;
        }
        bool operator()(std::string_view a, text_id b) const noexcept { return (*this)(b, a); }
    };

    text_arena arena_ = {};
    std::vector<std::string_view> texts_ = {};
    boost::unordered_flat_set<text_id, hash_of, same_text> ids_;
};

}  // namespace muster
