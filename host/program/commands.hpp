#pragma once

#include "context.hpp"

#include <array>
#include <span>
#include <string_view>

namespace muster {

/// One command of the program, or one form of it: "catalog add" is one of "catalog".
struct command_spec
{
    std::string_view name;
    std::string_view words;    ///< what follows it: "ID..."
    std::string_view summary;  ///< one line
    std::string_view details;  ///< what it does, in sentences

    boost::asio::awaitable<command_result> (*run)(program_context& context);

    /// Whether it asks sources or shows their options: no plugin is started for any other.
    bool needs_plugins = false;

    /// Whether it changes nothing, so that it may be ended anywhere.
    bool only_reads = false;

    /// The flags it looks at, without dashes, in groups separated by spaces. Those that every
    /// command has are not among them.
    std::array<std::string_view, 4> options = {};

    std::string_view examples = {};  ///< lines
};

/// Flags that every command has.
inline constexpr std::string_view options_of_all = "config quiet verbose help version";

/// Flags that say where and how muster works, not what a command does. On the command line every
/// command accepts them, as it does the flags of plugins, so that a script may have one line for
/// many.
inline constexpr std::string_view options_of_machine =
    "data plugin-dir allow-untrusted in-process require-walls worker-memory offline allow-http "
    "cache-limit";

std::span<const command_spec> all_commands() noexcept;

/// Null when there is none of that name.
const command_spec* find_command(std::string_view name) noexcept;

/// Whether one of the forms of a command looks at a flag, or all commands do.
bool has_option(std::string_view command, std::string_view flag);

/// Whether a command may be given a flag on the command line: one that it looks at, or that says
/// nothing of what it does.
bool accepts_option(std::string_view command, std::string_view flag);

}  // namespace muster
