#include "program/program.hpp"

#include <exception>
#include <iostream>

int main(int argc, char* argv[])
try
{
    muster::surroundings given;
    given.arguments.assign(argv + (argc > 0 ? 1 : 0), argv + argc);
    given.env = muster::process_environment();
    given.results = &std::cout;
    given.messages = &std::cerr;
    const auto status = muster::run_program(given);
    std::cout.flush();
    return static_cast<int>(status);
}
catch (const std::exception& error)
{
    std::cerr << "muster: " << error.what() << '\n';
    return static_cast<int>(muster::exit_status::host_failed);
}
