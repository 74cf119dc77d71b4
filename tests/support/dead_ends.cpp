#include "support/dead_ends.hpp"

#include <arpa/inet.h>
#include <chrono>
#include <netinet/in.h>
#include <stdexcept>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

namespace muster::test {

namespace {

sockaddr_in loopback(std::uint16_t port)
{
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

int bound_socket(std::uint16_t& port)
{
    const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    auto address = loopback(0);
    socklen_t size = sizeof address;
    auto* any = reinterpret_cast<sockaddr*>(&address);
    if (descriptor < 0 || ::bind(descriptor, any, size) != 0 ||
        ::getsockname(descriptor, any, &size) != 0)
        throw std::runtime_error("no port on loopback");
    port = ntohs(address.sin_port);
    return descriptor;
}

int start_connecting(std::uint16_t port)
{
    const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    const auto address = loopback(port);
    ::connect(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address);
    return descriptor;
}

}  // namespace

closed_port::closed_port() : reserved_(bound_socket(port_)) {}
closed_port::~closed_port() { ::close(reserved_); }

black_hole::black_hole() : listening_(bound_socket(port_))
{
    ::listen(listening_, 0);
    for (int i = 0; i < 4; ++i)
        waiting_.push_back(start_connecting(port_));
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
}

black_hole::~black_hole()
{
    for (const int each : waiting_)
        ::close(each);
    ::close(listening_);
}

}  // namespace muster::test
