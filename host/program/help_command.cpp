#include "base/amounts.hpp"
#include "commands.hpp"
#include "example_configuration.hpp"
#include "help.hpp"
#include "known_flags.hpp"
#include "manual.hpp"
#include "size/device.hpp"
#include "text/amount.hpp"

namespace asio = boost::asio;

namespace muster {

namespace {

constexpr std::string_view pages = "a command, sources, options, gpus, man, configuration";

constexpr std::size_t name_columns = 20;
constexpr std::size_t memory_columns = 12;

// Cards are sold by GiB; everything else here is in 10^9 bytes.
std::string gpus_text()
{
    std::string out = "Cards that fit knows (--gpu), their memory and its bandwidth:\n\n";
    for (const auto& one : known_devices())
        out += "  " + padded(one.name, name_columns) +
               padded(std::to_string(one.memory_bytes >> 30U) + " GiB", memory_columns) +
               number_text(one.bytes_per_second / 1e9) + " GB/s\n";
    return out + "\nOf several variants of one name the one that is sold most; --memory 24GB takes "
                 "any.\n";
}

}  // namespace

asio::awaitable<command_result> help_command(program_context& context)
{
    const auto& words = context.words;
    const auto flags = known_flags(context.found);
    const auto what = words.empty() ? std::string() : words[0];
    if (words.size() > 1)
        co_return wrong_usage("help takes one word: " + std::string(pages));
    if (what.empty())
        // Headings of help are bold on a terminal; man and configuration go into files as they are.
        context.out.text(help_text());
    // Both are words of help and commands; the options are what is meant here.
    else if (what == "sources")
        context.out.text(source_options_text(flags));
    else if (what == "options")
        context.out.text(options_text(flags));
    else if (what == "gpus")
        context.out.result(gpus_text());
    else if (what == "man")
        context.out.result(manual_text(flags));
    else if (what == "configuration")
        context.out.result(example_configuration(flags));
    else if (find_command(what))
        context.out.text(command_help(what, flags));
    else
        co_return wrong_usage("help has: " + std::string(pages));
    co_return exit_status::ok;
}

}  // namespace muster
