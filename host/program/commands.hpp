#pragma once

#include "context.hpp"

#include <span>
#include <string_view>

namespace muster {

/// One command of the program.
struct command_spec
{
    std::string_view name;
    std::string_view words;    ///< what follows it: "ID…"
    std::string_view summary;  ///< one line

    boost::asio::awaitable<command_result> (*run)(program_context& context);

    /// Whether it asks sources or shows their options: no plugin is started for any other.
    bool needs_plugins = false;

    /// Whether it changes nothing, so that it may be ended anywhere.
    bool only_reads = false;
};

std::span<const command_spec> all_commands() noexcept;

/// Null when there is none of that name.
const command_spec* find_command(std::string_view name) noexcept;

}  // namespace muster
