#include "worker_settings.hpp"

#include <cstdlib>

namespace fs = std::filesystem;

namespace muster {

std::string walls_to_do_without()
{
    const auto* const named = std::getenv("MUSTER_TEST_WITHOUT_WALLS");
    return named ? named : "";
}

fs::path default_worker_program()
{
    std::error_code ec;
    const auto program = fs::read_symlink("/proc/self/exe", ec);
    // The build tree is laid out as an installation is, so that one rule serves both.
    return program.parent_path().parent_path() / "libexec" / "muster" / "muster-worker";
}

}  // namespace muster
