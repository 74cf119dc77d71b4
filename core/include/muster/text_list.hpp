#pragma once

#include "muster/interned_texts.hpp"

#include <cstddef>
#include <iterator>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// A list of texts, wherever they are kept. Refers to them.
class text_list
{
public:
    class iterator
    {
    public:
        using iterator_category = std::input_iterator_tag;
        using value_type = std::string_view;
        using difference_type = std::ptrdiff_t;
        using pointer = const std::string_view*;
        using reference = std::string_view;

        iterator() = default;
        iterator(const text_list& list, std::size_t at) noexcept : list_(&list), at_(at) {}

        std::string_view operator*() const noexcept { return (*list_)[at_]; }
        iterator& operator++() noexcept
        {
            ++at_;
            return *this;
        }
        iterator operator++(int) noexcept
        {
            auto before = *this;
            ++at_;
            return before;
        }
        friend bool operator==(const iterator& a, const iterator& b) noexcept
        {
            return a.at_ == b.at_;
        }

    private:
        const text_list* list_ = nullptr;
        std::size_t at_ = 0;
    };

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
