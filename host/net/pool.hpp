#pragma once

#include "connect.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace muster {

inline constexpr std::size_t kept_connections_limit = 32;  ///< for each origin

/// Idle connections to be used again, by origin. Belongs to one thread.
class connection_pool
{
public:
    explicit connection_pool(std::chrono::milliseconds idle_limit) : idle_limit_(idle_limit) {}

    /// The connection that was used last, if it is still open and its address is permitted to this
    /// request; none when there is none. Drops those that were idle too long or were closed.
    std::optional<connection> take(const std::string& origin, address_policy allowed);

    /// Precondition: the response was read to its end, and the server keeps the connection open.
    void give_back(const std::string& origin, connection&& rested);

private:
    std::chrono::milliseconds idle_limit_;
    std::map<std::string, std::vector<connection>> resting_ = {};
};

}  // namespace muster
