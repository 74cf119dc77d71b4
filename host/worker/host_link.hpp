#pragma once

#include "muster/failure.hpp"
#include "wire/frame.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace muster {

/// The worker's end of the socket pair. When the host is gone there is nobody to work for: the
/// process ends.
class host_link
{
public:
    explicit host_link(int descriptor) noexcept : descriptor_(descriptor) {}

    /// Waits for the next frame and reads its payload into the given place.
    result<wire::frame_kind> receive(std::string& payload) const;

    void send(wire::frame_kind kind, std::string_view payload) const noexcept;

    /// From now on an allocation that fails anywhere in this process is told to the host, and ends
    /// the process.
    void report_out_of_memory() const noexcept;

private:
    void read_all(char* out, std::size_t size) const noexcept;

    int descriptor_;
};

}  // namespace muster
