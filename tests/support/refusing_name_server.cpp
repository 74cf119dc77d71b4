#include "support/refusing_name_server.hpp"

#include "support/child.hpp"
#include "support/files.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace muster::test {

namespace {

constexpr auto refusing_address = "127.0.0.78";
constexpr std::uint16_t refusing_port = 53;
constexpr std::size_t header_bytes = 12;

// The labels of the first question, each after its length.
std::string name_in(const unsigned char* message, std::size_t size)
{
    std::string name;
    for (std::size_t at = header_bytes; at < size && message[at] != 0; at += 1u + message[at])
    {
        if (at + message[at] >= size)
            return {};
        if (!name.empty())
            name += '.';
        name.append(reinterpret_cast<const char*>(message) + at + 1, message[at]);
    }
    return name;
}

}  // namespace

refusing_name_server::refusing_name_server()
    : socket_(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0))
{
    put_file(
        directory_.path() / "resolv.conf",
        std::string("nameserver ") + refusing_address + "\noptions attempts:1\n"
    );
    sockaddr_in here = {};
    here.sin_family = AF_INET;
    here.sin_port = htons(refusing_port);
    ::inet_pton(AF_INET, refusing_address, &here.sin_addr);
    if (::bind(socket_, reinterpret_cast<const sockaddr*>(&here), sizeof here) != 0)
    {
        ::close(socket_);
        socket_ = -1;
        return;
    }
    serving_ = std::thread([this] { serve(); });
}

refusing_name_server::~refusing_name_server()
{
    if (socket_ < 0)
        return;
    ::shutdown(socket_, SHUT_RDWR);  // wakes the thread
    serving_.join();
    ::close(socket_);
}

void refusing_name_server::serve()
{
    unsigned char message[512];
    sockaddr_in from = {};
    socklen_t length = sizeof from;
    auto* const peer = reinterpret_cast<sockaddr*>(&from);
    for (;;)
    {
        length = sizeof from;
        const auto size = ::recvfrom(socket_, message, sizeof message, 0, peer, &length);
        if (size <= 0)
            return;
        if (static_cast<std::size_t>(size) <= header_bytes)
            continue;
        {
            const std::lock_guard lock(mutex_);
            questions_[name_in(message, static_cast<std::size_t>(size))] += 1;
        }
        message[2] |= 0x80;                                                // an answer
        message[3] = static_cast<unsigned char>((message[3] & 0xf0) | 3);  // no such name
        ::sendto(socket_, message, static_cast<std::size_t>(size), 0, peer, length);
    }
}

bool refusing_name_server::is_possible() const
{
    if (socket_ < 0)
        return false;
    command probe;
    probe.words = prefix();
    probe.words.emplace_back("true");
    return run(probe).status == 0;
}

std::vector<std::string> refusing_name_server::prefix() const
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

std::map<std::string, unsigned> refusing_name_server::questions() const
{
    const std::lock_guard lock(mutex_);
    return questions_;
}

}  // namespace muster::test
