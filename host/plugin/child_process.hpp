#pragma once

#include "base/unique_fd.hpp"
#include "muster/failure.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

namespace muster {

/// How a process ended.
struct process_end
{
    /// As of waitpid. None when it cannot be known: with SIGCHLD ignored, the kernel keeps it for
    /// nobody.
    std::optional<int> status = {};
};

/// A process of ours, leader of a process group, with a link to us as its descriptor 3 and its
/// output captured. It gets none of our other descriptors and little of our environment, so no
/// secrets. Killed, with its group, when the object goes.
///
/// The thread that starts it must live as long as it is wanted: the kernel ends it with that
/// thread (see worker_limits).
class child_process
{
public:
    /// Fails with unavailable.
    static result<child_process>
    start(const std::filesystem::path& program, std::vector<std::string> arguments);

    child_process(child_process&& other) noexcept;
    child_process& operator=(child_process&& other) = delete;
    ~child_process();

    pid_t id() const noexcept { return id_; }

    /// Readable when the process has ended.
    int end_descriptor() const noexcept { return end_.number(); }

    /// Our ends of the link and of its output; each may be taken once.
    unique_fd take_link() noexcept { return std::move(link_); }
    unique_fd take_output() noexcept { return std::move(output_); }

    /// Sends a signal to the process and all of its group, as long as the number is its own.
    void signal(int number) const noexcept;

    /// Once the process has ended: how, after all it left behind was killed.
    std::optional<process_end> reap();

private:
    child_process() = default;

    pid_t id_ = -1;  ///< -1 when there is none, or it was reaped
    unique_fd end_ = {};
    unique_fd link_ = {};
    unique_fd output_ = {};
};

}  // namespace muster
