#pragma once

#include <filesystem>

namespace muster::test {

/// Whether a run with a network wrote into this data directory: it holds what that run was
/// answered, no longer what ships.
bool is_changed_by_a_run(const std::filesystem::path& data);

/// The data directory that ships: the checkout's, or where a run changed that one a copy of what
/// git has of it. Empty where git has nothing, with a message that CTest takes for a skipped test.
const std::filesystem::path& shipped_data_directory();

}  // namespace muster::test
