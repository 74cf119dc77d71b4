#include "pool.hpp"

#include <algorithm>

namespace muster {

std::optional<connection> connection_pool::take(const std::string& origin, address_policy allowed)
{
    auto& resting = resting_[origin];
    const auto oldest = std::chrono::steady_clock::now() - idle_limit_;
    std::erase_if(resting, [&](const connection& each) {
        return each.idle_since < oldest || !is_quiet(*each.stream);
    });
    // From the back, the one used last: servers close what was idle for long. The address is judged
    // again, as a request with wider permissions may have opened the connection.
    const auto found = std::find_if(resting.rbegin(), resting.rend(), [&](const connection& each) {
        return is_permitted(each.to, allowed);
    });
    if (found == resting.rend())
        return std::nullopt;
    std::optional<connection> taken(std::move(*found));
    resting.erase(std::prev(found.base()));
    taken->is_reused = true;
    return taken;
}

void connection_pool::give_back(const std::string& origin, connection&& rested)
{
    auto& resting = resting_[origin];
    rested.idle_since = std::chrono::steady_clock::now();
    // The oldest goes: it is the first that the server will close.
    if (resting.size() >= kept_connections_limit)
        resting.erase(resting.begin());
    resting.push_back(std::move(rested));
}

}  // namespace muster
