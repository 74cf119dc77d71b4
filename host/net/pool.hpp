#pragma once

#include "connect.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace muster {

inline constexpr std::size_t kept_connections_limit = 32;  ///< for each origin

/// Connections at rest, to be used again. Belongs to one thread.
class connection_pool
{
public:
    explicit connection_pool(std::chrono::milliseconds idle_limit) : idle_limit_(idle_limit) {}

    /// The one that rested shortest and is still whole and permitted; none when there is none.
    std::optional<connection> take(const std::string& origin, permission allowed);

    /// Takes back a connection whose last exchange ended well.
    void give_back(const std::string& origin, connection&& rested);

private:
    std::chrono::milliseconds idle_limit_;
    std::map<std::string, std::vector<connection>> resting_ = {};
};

}  // namespace muster
