#pragma once

#include "indexed_iterator.hpp"
#include "interned_texts.hpp"
#include "text_ref.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// A list of texts, interned or plain. Refers to them.
class text_list
{
public:
    using iterator = indexed_iterator<text_list, std::string_view>;

    text_list() = default;

    /// letters: those of the row, for texts that are its own.
    text_list(
        const interned_texts& table, std::span<const text_ref> refs, const char* letters
    ) noexcept
        : table_(&table), refs_(refs.data()), letters_(letters), size_(refs.size())
    {
    }
    explicit text_list(std::span<const std::string> texts) noexcept
        : texts_(texts.data()), size_(texts.size())
    {
    }

    std::size_t size() const noexcept { return size_; }
    bool empty() const noexcept { return size_ == 0; }
    std::string_view operator[](std::size_t index) const noexcept
    {
        if (!table_)
            return texts_[index];
        const auto ref = refs_[index];
        return ref.is_own() ? ref.own_text(letters_) : table_->text(ref.id());
    }
    iterator begin() const noexcept { return {*this, 0}; }
    iterator end() const noexcept { return {*this, size_}; }

    /// As a row has them; empty for plain texts.
    std::span<const text_ref> refs() const noexcept
    {
        return table_ ? std::span(refs_, size_) : std::span<const text_ref>();
    }

    std::vector<std::string> to_owned() const { return {begin(), end()}; }

    friend bool operator==(const text_list& a, const text_list& b) noexcept;
    friend bool operator==(const text_list& a, const std::vector<std::string>& b) noexcept
    {
        return a == text_list(b);
    }

private:
    const interned_texts* table_ = nullptr;
    const text_ref* refs_ = nullptr;
    const char* letters_ = nullptr;
    const std::string* texts_ = nullptr;
    std::size_t size_ = 0;
};

inline bool operator==(const text_list& a, const text_list& b) noexcept
{
    bool is_same = a.size_ == b.size_;
    for (std::size_t i = 0; is_same && i < a.size_; ++i)
        is_same = a[i] == b[i];
    return is_same;
}

}  // namespace muster
