#pragma once

#include <cstdint>
#include <vector>

namespace muster::test {

/// A port of loopback where nobody listens.
class closed_port
{
public:
    closed_port();
    ~closed_port();
    closed_port(const closed_port&) = delete;
    closed_port& operator=(const closed_port&) = delete;

    std::uint16_t port() const noexcept { return port_; }

private:
    int reserved_;
    std::uint16_t port_;
};

/// A port of loopback that never answers a SYN: somebody listens, and the queue is full.
class black_hole
{
public:
    black_hole();
    ~black_hole();
    black_hole(const black_hole&) = delete;
    black_hole& operator=(const black_hole&) = delete;

    std::uint16_t port() const noexcept { return port_; }

private:
    int listening_;
    std::uint16_t port_;
    std::vector<int> waiting_ = {};
};

}  // namespace muster::test
