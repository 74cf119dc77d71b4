#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace hub_pages {

/// Deals out the rows of an owner's listing, which has models of all tasks, so that none uses up
/// the limit: of each task its part comes first, then what these leave room for. Both parts are in
/// the order of the listing.
class owner_listing
{
public:
    /// limit: 0 for none. Precondition: tasks is not empty.
    owner_listing(std::vector<std::string_view> tasks, std::uint64_t limit);

    /// Takes the next row, which is public or not.
    void add(std::string_view task, bool is_public);

    std::size_t rows() const noexcept { return part_of_.size(); }

    /// Whether any row has a task: there are mirrors that know none.
    bool has_tasks() const noexcept { return has_tasks_; }

    /// Whether each task has all of its part, so that the rest of the listing changes nothing.
    /// Never without a limit.
    bool is_each_part_full() const noexcept;

    enum class part : unsigned char
    {
        none,   ///< of another task, or not public
        first,  ///< in the part of its task
        rest,   ///< where the limit leaves room
    };
    bool has_rest() const noexcept;
    part part_of(std::size_t row) const noexcept { return part_of_[row]; }

private:
    std::vector<std::string_view> tasks_;
    std::vector<std::uint64_t> left_;  ///< of each task's part
    bool has_limit_;
    bool has_tasks_ = false;
    std::vector<part> part_of_ = {};  ///< by row
};

}  // namespace hub_pages
