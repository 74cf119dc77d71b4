#include "owner_listing.hpp"

#include <algorithm>
#include <limits>

namespace hub_pages {

owner_listing::owner_listing(std::vector<std::string_view> tasks, std::uint64_t limit)
    : tasks_(std::move(tasks)), has_limit_(limit > 0)
{
    for (std::size_t i = 0; i < tasks_.size(); ++i)
        left_.push_back(
            has_limit_ ? limit / tasks_.size() + (i < limit % tasks_.size() ? 1 : 0)
                       : std::numeric_limits<std::uint64_t>::max()
        );
}

void owner_listing::add(std::string_view task, bool is_public)
{
    has_tasks_ = has_tasks_ || !task.empty();
    const auto found = std::find(tasks_.begin(), tasks_.end(), task);
    auto where = part::none;
    if (is_public && found != tasks_.end())
    {
        auto& left = left_[static_cast<std::size_t>(found - tasks_.begin())];
        where = left > 0 ? part::first : part::rest;
        left -= left > 0 ? 1 : 0;
    }
    part_of_.push_back(where);
}

bool owner_listing::is_each_part_full() const noexcept
{
    return has_limit_ && std::all_of(left_.begin(), left_.end(), [](auto one) { return one == 0; });
}

bool owner_listing::has_rest() const noexcept
{
    return std::find(part_of_.begin(), part_of_.end(), part::rest) != part_of_.end();
}

}  // namespace hub_pages
