#pragma once

#include "muster/indexed_iterator.hpp"
#include "muster/interned_texts.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// A list of texts, wherever they are kept. Refers to them.
class text_list
{
public:
    using iterator = indexed_iterator<text_list, std::string_view>;

    text_list() = default;
    text_list(const interned_texts& table, std::span<const text_id> ids) noexcept
        : table_(&table), ids_(ids.data()), size_(ids.size())
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
        return table_ ? table_->text(ids_[index]) : std::string_view(texts_[index]);
    }
    iterator begin() const noexcept { return {*this, 0}; }
    iterator end() const noexcept { return {*this, size_}; }

    /// Their numbers in the table of interned texts; empty when they are kept otherwise.
    std::span<const text_id> ids() const noexcept
    {
        return table_ ? std::span(ids_, size_) : std::span<const text_id>();
    }

    std::vector<std::string> whole() const { return {begin(), end()}; }

    friend bool operator==(const text_list& a, const text_list& b) noexcept;
    friend bool operator==(const text_list& a, const std::vector<std::string>& b) noexcept
    {
        return a == text_list(b);
    }

private:
    const interned_texts* table_ = nullptr;
    const text_id* ids_ = nullptr;
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
