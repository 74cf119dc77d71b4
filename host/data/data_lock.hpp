#pragma once

#include "data_directory.hpp"
#include "muster/failure.hpp"

#include <filesystem>

namespace muster {

/// Keeps other runs out of a data directory while it lives. The lock goes with the process, however
/// that ends.
class data_lock
{
public:
    /// Takes away what a run that was killed left half-written. Fails at once, with
    /// device_or_resource_busy, when another run holds the directory.
    static result<data_lock> take(const std::filesystem::path& directory);

    data_lock(data_lock&& other) noexcept;
    data_lock& operator=(data_lock&& other) noexcept;
    ~data_lock();

private:
    explicit data_lock(int descriptor) noexcept : descriptor_(descriptor) {}

    int descriptor_;
};

/// A data directory that a command may write to, for as long as this lives.
struct open_data
{
    data_lock lock;
    data_start started = data_start::none;
};

/// Starts a data directory that does not exist or holds nothing, and locks it. Fails as
/// prepare_data_directory, data_lock::take and fill_empty_directory do.
result<open_data> open_data_directory(const std::filesystem::path& directory);

}  // namespace muster
