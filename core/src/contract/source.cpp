#include "muster/source.hpp"

#include <charconv>

namespace muster {

std::uint64_t options::count(std::string_view name) const noexcept
{
    const auto value = text(name);
    std::uint64_t number = 0;
    // The host has checked the value: an option of another type, or none, leaves 0.
    std::from_chars(value.data(), value.data() + value.size(), number);
    return number;
}

}  // namespace muster
