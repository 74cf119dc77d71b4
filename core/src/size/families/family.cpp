#include "family.hpp"

#include "size/facts/config_view.hpp"

namespace muster {

bool holds(const toggle& part, const config_view& config)
{
    return part.keys.empty() ? part.fallback : config.flag(part.keys, part.fallback);
}

}  // namespace muster
