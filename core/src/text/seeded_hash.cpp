#include "seeded_hash.hpp"

#include <sys/auxv.h>

namespace muster {

std::uint64_t seed_of_run() noexcept
{
    // Sixteen random bytes that the kernel gives each process stand where AT_RANDOM points.
    static const std::uint64_t seed = [] {
        std::uint64_t bytes = 0;
        std::memcpy(&bytes, reinterpret_cast<const char*>(::getauxval(AT_RANDOM)), sizeof bytes);
        return bytes | 1U;
    }();
    return seed;
}

}  // namespace muster
