#pragma once

#include <cstddef>
#include <iterator>
#include <utility>

namespace muster {

/// Goes through a list whose elements are made when they are looked at: by its operator[]. Refers
/// to the list.
template <class List, class Element>
class indexed_iterator
{
public:
    using iterator_category = std::input_iterator_tag;
    using value_type = Element;
    using difference_type = std::ptrdiff_t;
    using pointer = const Element*;
    using reference = Element;

    indexed_iterator() = default;
    indexed_iterator(const List& list, std::size_t at) noexcept : list_(&list), at_(at) {}

    Element operator*() const { return (*list_)[at_]; }
    indexed_iterator& operator++() noexcept
    {
        ++at_;
        return *this;
    }
    indexed_iterator operator++(int) noexcept
    {
        return std::exchange(*this, indexed_iterator(*list_, at_ + 1));
    }
    friend bool operator==(const indexed_iterator& a, const indexed_iterator& b) noexcept
    {
        return a.at_ == b.at_;
    }

private:
    const List* list_ = nullptr;
    std::size_t at_ = 0;
};

}  // namespace muster
