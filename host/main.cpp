#include "base/terminal.hpp"
#include "program/program.hpp"

#include <csignal>
#include <exception>
#include <iostream>
#include <poll.h>
#include <unistd.h>

namespace {

// A reader that went away and a file past its limit are failures of a write, which are told or
// passed over: a run is not to end half-way through its files.
void take_signals_of_writes_as_failures()
{
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);
}

// A parent may have set it to be ignored, which is inherited: the kernel would then keep of no
// worker how it ended, and give its number to another at once.
void hear_how_children_end() { std::signal(SIGCHLD, SIG_DFL); }

// Who stops reading has seen enough, and knows.
bool has_reader_gone()
{
    pollfd results{STDOUT_FILENO, 0, 0};
    return ::poll(&results, 1, 0) == 1 && (results.revents & POLLERR) != 0;
}

// The last results leave their buffer here: a full disk shows as a flush that fails.
muster::exit_status after_results(muster::exit_status status)
{
    if (std::cout.flush())
        return status;
    if (!has_reader_gone())
        std::cerr << "muster: cannot write the results to the standard output\n";
    return muster::exit_status::host_failed;
}

}  // namespace

int main(int argc, char* argv[])
try
{
    take_signals_of_writes_as_failures();
    hear_how_children_end();
    muster::process_environment given;
    // A caller may pass no arguments at all, not even the program's name.
    given.arguments.assign(argv + (argc > 0 ? 1 : 0), argv + argc);
    given.env = muster::system_environment();
    given.results = &std::cout;
    given.messages = &std::cerr;
    given.style = {muster::takes_colours(STDOUT_FILENO), muster::takes_colours(STDERR_FILENO)};
    return static_cast<int>(after_results(muster::run_program(given)));
}
catch (const std::exception& error)
{
    // What comes here is a bug or a broken installation: data from outside returns failures.
    std::cerr << "muster: " << error.what() << '\n';
    return static_cast<int>(muster::exit_status::host_failed);
}
