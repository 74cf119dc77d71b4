#pragma once

#include "muster/plugin_abi.h"
#include "muster/source.hpp"
#include "muster/text_arena.hpp"

#include <cstddef>
#include <string_view>
#include <vector>

namespace muster::wire {

/// The records of one reading, in their order, with the memory of their texts and lists. They are
/// valid as long as the list is, which may be moved.
class record_list
{
public:
    /// Copies the record with all that it refers to.
    void add(const muster_record& record);

    /// Precondition: what the record refers to is in memory().
    void add_held(const record& model) { records_.push_back(model); }
    text_arena& memory() noexcept { return memory_; }

    std::size_t size() const noexcept { return records_.size(); }
    bool empty() const noexcept { return records_.empty(); }
    auto begin() const noexcept { return records_.begin(); }
    auto end() const noexcept { return records_.end(); }

    friend bool operator==(const record_list& a, const record_list& b);

private:
    text_arena memory_ = {};
    std::vector<record> records_ = {};
};

}  // namespace muster::wire
