#include "support/silent_name_server.hpp"

#include "support/child.hpp"
#include "support/files.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace muster::test {

namespace {

constexpr auto address = "127.0.0.77";
constexpr std::uint16_t name_port = 53;

}  // namespace

silent_name_server::silent_name_server()
    : socket_(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0))
{
    put_file(directory_.path() / "resolv.conf", std::string("nameserver ") + address + '\n');
    sockaddr_in here = {};
    here.sin_family = AF_INET;
    here.sin_port = htons(name_port);
    ::inet_pton(AF_INET, address, &here.sin_addr);
    if (::bind(socket_, reinterpret_cast<const sockaddr*>(&here), sizeof here) != 0)
    {
        ::close(socket_);
        socket_ = -1;
    }
}

silent_name_server::~silent_name_server()
{
    if (socket_ >= 0)
        ::close(socket_);
}

bool silent_name_server::is_possible() const
{
    if (socket_ < 0)
        return false;
    command probe;
    probe.words = prefix();
    probe.words.emplace_back("true");
    return run(probe).status == 0;
}

std::vector<std::string> silent_name_server::prefix() const
{
    const auto file = (directory_.path() / "resolv.conf").string();
    return {
        "unshare",
        "--mount",
        "sh",
        "-c",
        "mount --bind " + file + " /etc/resolv.conf && exec \"$@\"",
        "sh"};
}

unsigned silent_name_server::questions() const
{
    unsigned count = 0;
    char question[512];
    while (::recv(socket_, question, sizeof question, 0) > 0)
        ++count;
    return count;
}

}  // namespace muster::test
