#include "base/amounts.hpp"
#include "base/suggest.hpp"
#include "commands.hpp"
#include "data/gpus_file.hpp"
#include "example_configuration.hpp"
#include "help.hpp"
#include "known_flags.hpp"
#include "manual.hpp"
#include "text/amount.hpp"

namespace asio = boost::asio;

namespace muster {

namespace {

constexpr std::string_view pages = "a command, sources, options, gpus, man, configuration";

constexpr std::size_t name_columns = 20;
constexpr std::size_t memory_columns = 10;
constexpr std::size_t speed_columns = 11;

// Cards are sold by GiB; everything else here is in 10^9 bytes.
std::string gpus_text(std::span<const device> cards)
{
    std::string out =
        "Cards that fit knows (--gpu), their memory and its bandwidth, and where both "
        "were found:\n\n";
    for (const auto& one : cards)
        out += "  " + padded(one.name, name_columns) +
               padded(std::to_string(one.memory_bytes >> 30U) + " GiB", memory_columns) +
               padded(number_text(one.bytes_per_second / 1e9) + " GB/s", speed_columns) +
               printable(one.checked) + "  " + printable(one.source) + '\n';
    return out +
           "\nOf several variants of one name the one that is sold most; --memory 24GB takes "
           "any.\nThe table is " +
           gpus_file().string() + ".\n";
}

/// Pages and commands alike, as both can stand in this place.
std::string near_page(const std::string& what)
{
    std::vector<std::string> known = {"sources", "options", "gpus", "man", "configuration"};
    for (const auto& command : all_commands())
        known.emplace_back(command.name);
    return did_you_mean(what, known);
}

command_result tell_gpus(console& out)
{
    const auto cards = read_gpus();
    if (cards.has_error())
        return cards.error();
    out.result(gpus_text(*cards));
    return exit_status::ok;
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
        co_return tell_gpus(context.out);
    else if (what == "man")
        context.out.result(manual_text(flags));
    else if (what == "configuration")
        context.out.result(example_configuration(flags));
    else if (find_command(what))
        context.out.text(command_help(what, flags));
    else
        co_return wrong_usage("help has: " + std::string(pages) + near_page(what));
    co_return exit_status::ok;
}

}  // namespace muster
