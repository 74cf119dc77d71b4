#pragma once

#include "data_directory.hpp"
#include "muster/failure.hpp"

#include <filesystem>

namespace muster {

/// An exclusive lock on a data directory. The kernel releases it with the process, however that
/// ends.
class data_lock
{
public:
    /// Takes the lock and removes drafts that a killed run left. Fails at once, with
    /// device_or_resource_busy, when another run has it.
    static result<data_lock> take(const std::filesystem::path& directory);

    data_lock(data_lock&& other) noexcept;
    data_lock& operator=(data_lock&& other) noexcept;
    ~data_lock();

private:
    explicit data_lock(int descriptor) noexcept : descriptor_(descriptor) {}

    int descriptor_;
};

/// A locked data directory, for commands that write.
struct open_data
{
    data_lock lock;
    data_start started = data_start::none;
};

/// Makes or fills the data directory if need be, and locks it. Fails as prepare_data_directory(),
/// data_lock::take() and fill_empty_directory() do.
result<open_data> open_data_directory(const std::filesystem::path& directory);

}  // namespace muster
