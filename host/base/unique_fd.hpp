#pragma once

#include <unistd.h>
#include <utility>

namespace muster {

/// Owns a file descriptor of any kind (socket, pipe, pidfd).
class unique_fd
{
public:
    unique_fd() = default;
    explicit unique_fd(int descriptor) noexcept : descriptor_(descriptor) {}
    unique_fd(unique_fd&& other) noexcept : descriptor_(other.release()) {}
    unique_fd& operator=(unique_fd&& other) noexcept
    {
        // The old one is closed with `other`.
        std::swap(descriptor_, other.descriptor_);
        return *this;
    }
    ~unique_fd()
    {
        if (descriptor_ >= 0)
            ::close(descriptor_);
    }

    int number() const noexcept { return descriptor_; }
    bool is_open() const noexcept { return descriptor_ >= 0; }
    int release() noexcept { return std::exchange(descriptor_, -1); }

private:
    int descriptor_ = -1;
};

}  // namespace muster
