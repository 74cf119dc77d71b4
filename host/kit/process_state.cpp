#include "process_state.hpp"

#include <filesystem>
#include <fstream>

namespace fs = std::filesystem;

namespace muster {

namespace {

std::size_t entries(const fs::path& directory)
{
    std::error_code ec;
    std::size_t count = 0;
    // The process may end meanwhile, and its directory go with it.
    for (auto each = fs::directory_iterator(directory, ec); !ec && each != fs::directory_iterator();
         each.increment(ec))
        count += 1;
    return count;
}

std::string status_lines(const fs::path& place)
{
    std::ifstream in(place);
    std::string kept;
    // The file has much that changes by itself, such as memory and switches.
    for (std::string line; std::getline(in, line);)
        // Blocked, ignored and caught signals.
        for (const auto* name : {"Umask:", "SigBlk:", "SigIgn:", "SigCgt:"})
            if (line.starts_with(name))
                kept += line + '\n';
    return kept;
}

}  // namespace

process_state look_at_process(pid_t id)
{
    const fs::path place = "/proc/" + std::to_string(id);
    std::error_code ignored;
    return {
        entries(place / "fd"),
        fs::read_symlink(place / "cwd", ignored).string(),
        status_lines(place / "status")};
}

}  // namespace muster
