#pragma once

#include <string>
#include <string_view>

namespace hub_pages {

/// What is wrong with a task that listed nothing, in words: that the Hub has no such task, and
/// which it may be. Empty where the Hub has it.
std::string unknown_task(std::string_view task);

}  // namespace hub_pages
