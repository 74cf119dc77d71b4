#include "commands.hpp"
#include "example_configuration.hpp"
#include "help.hpp"
#include "known_flags.hpp"
#include "manual.hpp"

namespace asio = boost::asio;

namespace muster {

asio::awaitable<command_result> help_command(program_context& context)
{
    const auto& words = context.words;
    const auto flags = known_flags(context.found);
    // There is no help of one command: the text is short enough to show it all.
    if (words.empty() || (words.size() == 1 && find_command(words[0])))
        context.out.result(help_text(flags));
    else if (words.size() == 1 && words[0] == "man")
        context.out.result(manual_text(flags));
    else if (words.size() == 1 && words[0] == "configuration")
        context.out.result(example_configuration(flags));
    else
        co_return wrong_usage("help has: man, configuration, or the name of a command");
    co_return exit_status::ok;
}

}  // namespace muster
