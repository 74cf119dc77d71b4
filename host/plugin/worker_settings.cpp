#include "worker_settings.hpp"

namespace fs = std::filesystem;

namespace muster {

fs::path default_worker_program()
{
    std::error_code ec;
    const auto program = fs::read_symlink("/proc/self/exe", ec);
    return program.parent_path().parent_path() / "libexec" / "muster" / "muster-worker";
}

}  // namespace muster
