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
    const auto what = words.empty() ? std::string() : words[0];
    if (words.size() > 1)
        co_return wrong_usage("help takes one word: a command, sources, options, man, configuration"
        );
    if (what.empty())
        // Headings of help are bold on a terminal; man and configuration go into files as they are.
        context.out.text(help_text());
    // Both are words of help and commands; the options are what is meant here.
    else if (what == "sources")
        context.out.text(source_options_text(flags));
    else if (what == "options")
        context.out.text(options_text(flags));
    else if (what == "man")
        context.out.result(manual_text(flags));
    else if (what == "configuration")
        context.out.result(example_configuration(flags));
    else if (find_command(what))
        context.out.text(command_help(what, flags));
    else
        co_return wrong_usage(
            "help has: the name of a command, sources, options, man, configuration"
        );
    co_return exit_status::ok;
}

}  // namespace muster
