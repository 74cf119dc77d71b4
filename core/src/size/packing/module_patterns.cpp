#include "module_patterns.hpp"

#include <algorithm>

namespace muster {

void module_patterns::add(std::string_view written)
{
    module_pattern one(written);
    if (const auto name = one.plain_name())
        // Of equal ones the first counts.
        names_.emplace(*name, size_);
    else
        others_.emplace_back(size_, std::move(one));
    ++size_;
}

// A name matches what it names and whatever is in that: each run of words between points.
std::size_t module_patterns::first_named(std::string_view module) const
{
    auto first = size_;
    for (std::size_t begin = 0; begin < module.size();)
    {
        auto end = begin;
        while (end < module.size())
        {
            end = std::min(module.find('.', end + 1), module.size());
            if (const auto found = names_.find(module.substr(begin, end - begin));
                found != names_.end())
                first = std::min(first, found->second);
        }
        begin = std::min(module.find('.', begin), module.size() - 1) + 1;
    }
    return first;
}

std::optional<std::size_t> module_patterns::first_match(
    std::span<const std::string> names, std::size_t& left, bool& is_told
) const
{
    auto first = size_;
    for (const auto& name : names)
        first = names_.empty() ? first : std::min(first, first_named(name));
    const auto matches = [&](const module_pattern& pattern) {
        return std::ranges::any_of(names, [&](const auto& name) {
            const auto found = pattern.matches(name, left);
            is_told = is_told && found;
            return found.value_or(false);
        });
    };
    for (const auto& [place, pattern] : others_)
        if (place > first)
            break;
        else if (matches(pattern))
            return place;
    return first < size_ ? std::optional(first) : std::nullopt;
}

}  // namespace muster
