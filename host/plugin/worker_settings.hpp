#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

namespace muster {

/// What MUSTER_TEST_WITHOUT_WALLS says; empty as a rule.
std::string walls_to_do_without();

/// How plugins are run.
struct worker_settings
{
    /// The program muster-worker; see default_worker_program().
    std::filesystem::path program = {};

    /// Address space of a worker (--worker-memory); 0 for no limit.
    std::uint64_t memory_bytes = std::uint64_t{512} * 1024 * 1024;

    /// Whether plugins are loaded only where all walls stand (--require-walls).
    bool requires_walls = false;

    /// Walls to do without, as where the kernel lacks them: "landlock", "seccomp", or both. For
    /// tests, which name them in the environment, too.
    std::string without_walls = walls_to_do_without();

    /// An answer fails when the plugin has changed its process's locale, rounding mode or
    /// environment: for those who check plugins.
    bool watches_itself = false;

    /// To start a worker, load the plugin and have it described.
    std::chrono::milliseconds load_limit = std::chrono::seconds(2);

    /// For each request: where to begin, what a page says.
    std::chrono::milliseconds call_limit = std::chrono::seconds(30);

    /// Gets each line a plugin prints, with the plugin's name (while that is not known, its
    /// file's). Called during calls of the runner only, on the thread of the io_context.
    std::function<void(std::string_view plugin, std::string_view line)> log = {};
};

/// muster-worker beside the running program: in ../libexec/muster of its directory.
std::filesystem::path default_worker_program();

}  // namespace muster
