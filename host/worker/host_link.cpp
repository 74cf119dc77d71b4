#include "host_link.hpp"

#include <cerrno>
#include <cstdlib>
#include <new>
#include <sys/uio.h>
#include <unistd.h>

namespace muster {

namespace {

constexpr int host_is_gone = 3;
constexpr int no_memory_left = 4;

// A new-handler takes no argument.
int link_of_this_process = -1;

void end_out_of_memory() noexcept
{
    const auto header = wire::encode({wire::frame_kind::out_of_memory, 0});
    [[maybe_unused]] const auto sent = ::write(link_of_this_process, header.data(), header.size());
    // No allocation may happen here, and no destructor may run.
    ::_exit(no_memory_left);
}

// Both parts of a frame with one call, as a rule. Written, not sent: a host that is gone ends this
// process by SIGPIPE, and the filter has no need of calls that pass descriptors.
void write_all(int descriptor, iovec* parts, std::size_t count) noexcept
{
    while (count > 0)
    {
        auto sent = ::writev(descriptor, parts, static_cast<int>(count));
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent < 0)
            ::_exit(host_is_gone);
        for (; count > 0 && static_cast<std::size_t>(sent) >= parts->iov_len; ++parts, --count)
            sent -= static_cast<ssize_t>(parts->iov_len);
        if (count > 0)
        {
            parts->iov_base = static_cast<char*>(parts->iov_base) + sent;
            parts->iov_len -= static_cast<std::size_t>(sent);
        }
    }
}

}  // namespace

result<wire::frame_kind> host_link::receive(std::string& payload) const
{
    wire::header_buffer bytes = {};
    read_all(bytes.data(), bytes.size());
    const auto header = wire::decode_header(bytes, wire::request_bytes_limit);
    if (header.has_error())
        return header.error();
    // Grows to the largest page once; the buffer is used again for the next.
    payload.resize(header->payload_bytes);
    read_all(payload.data(), payload.size());
    return header->kind;
}

void host_link::send(wire::frame_kind kind, std::string_view payload) const noexcept
{
    auto header = wire::encode({kind, static_cast<std::uint32_t>(payload.size())});
    iovec parts[] = {
        {header.data(), header.size()}, {const_cast<char*>(payload.data()), payload.size()}};
    write_all(descriptor_, parts, payload.empty() ? 1 : 2);
}

void host_link::report_out_of_memory() const noexcept
{
    link_of_this_process = descriptor_;
    std::set_new_handler(&end_out_of_memory);
}

void host_link::read_all(char* out, std::size_t size) const noexcept
{
    while (size > 0)
    {
        const auto got = ::read(descriptor_, out, size);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            // The host hangs up when it is done: that is the usual end of a worker.
            ::_exit(got == 0 ? 0 : host_is_gone);
        out += got;
        size -= static_cast<std::size_t>(got);
    }
}

}  // namespace muster
