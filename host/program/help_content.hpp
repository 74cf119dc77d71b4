#pragma once

#include "settings/flags.hpp"

#include <span>
#include <string>
#include <vector>

namespace muster {

/// What can be written, and what it means.
struct help_entry
{
    std::string written = {};  ///< "--data DIR"
    std::string meaning = {};
};

struct help_section
{
    std::string title = {};
    std::vector<help_entry> entries = {};
};

/// All that --help says. The manual page says it in another form, and nothing else.
struct help_content
{
    std::string introduction = {};
    std::string usage = {};
    help_section commands = {};
    std::vector<help_section> options = {};  ///< one a group of flags
    help_section environment = {};
    help_section exit_statuses = {};
};

help_content help_content_of(std::span<const flag> flags);

/// " (default: 5; env: SHOP_LIMIT; at most 9)", or nothing.
std::string remarks_on(const flag& one);

}  // namespace muster
