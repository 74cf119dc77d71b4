#pragma once

#include "exit_status.hpp"
#include "report/console.hpp"
#include "settings/settings.hpp"

#include <iosfwd>
#include <string>
#include <vector>

namespace muster {

/// What the program gets from where it is started.
struct process_environment
{
    std::vector<std::string> arguments = {};  ///< without the program's own name
    environment env = {};
    std::ostream* results = nullptr;   ///< standard output
    std::ostream* messages = nullptr;  ///< standard error
    console_style style = {};
};

/// The whole program: parses the arguments, finds the plugins if the command needs any, runs
/// the command.
exit_status run_program(const process_environment& given);

}  // namespace muster
