#pragma once

#include "muster/position_index.hpp"
#include "muster/text_arena.hpp"

#include <cstdint>
#include <span>
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
    ~interned_texts();

    /// The number of a text, which stays valid as long as the table.
    text_id intern(std::string_view text);

    /// Those of several texts, of which there are as many: quicker than one after the other, since
    /// the memory for all of them is fetched at the same time.
    void intern(std::span<const std::string_view> texts, std::span<text_id> ids);

    std::string_view text(text_id id) const noexcept { return texts_[id]; }

    /// Numbers are smaller than this.
    std::size_t size() const noexcept { return texts_.size(); }

private:
    struct recent_text;
    static constexpr std::size_t recent_count = 4096;
    static constexpr std::size_t together_limit = 16;

    void intern_together(std::span<const std::string_view> texts, std::span<text_id> ids);
    bool is_text_of(const recent_text& recent, std::string_view text) const noexcept;
    text_id find_or_add(std::uint32_t hash, std::string_view text);

    text_arena arena_ = {};
    std::vector<std::string_view> texts_ = {};
    std::vector<recent_text> recent_;  ///< by their letters; none before there is a text
    position_index ids_;
};

}  // namespace muster
