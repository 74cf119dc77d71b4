#include "offer_completions.hpp"

#include "base/amounts.hpp"
#include "commands.hpp"
#include "complete.hpp"
#include "data/data_files.hpp"
#include "data/gpus_file.hpp"
#include "invocation.hpp"
#include "known_flags.hpp"
#include "names/names_file.hpp"
#include "plan/plan_sources.hpp"
#include "report/console.hpp"
#include "size/footprint.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <algorithm>
#include <ostream>

namespace asio = boost::asio;

namespace muster {

namespace {

// A plugin that takes longer is left out: somebody is waiting for the next letter.
constexpr std::chrono::milliseconds description_limit(1000);

/// What the finished words say, as far as it can be understood.
invocation finished_part(const process_environment& given)
{
    auto finished = given;
    auto& words = finished.arguments;
    // The first is the word by which the shell's script asks.
    words.erase(words.begin());
    // The unfinished word says nothing yet.
    if (!words.empty())
        words.pop_back();
    if (!words.empty() && words.back().starts_with("--"))
        words.pop_back();  // its value is what is being typed
    auto early = parse_early(finished);
    if (early.has_error())
    {
        // A line with a mistake in it can still be completed, with the usual directories.
        finished.arguments.clear();
        early = parse_early(finished);
    }
    return early.has_value() ? std::move(*early) : invocation();
}

// Plugins are started where one of their options, or the name of a source, could be what is typed.
bool needs_plugins(const invocation& finished, std::span<const std::string> typed)
{
    // The one option whose value is a source's name and whose command needs no plugins.
    if (typed.size() > 1 && typed[typed.size() - 2] == "--source")
        return true;
    if (!finished.words.empty())
    {
        const auto* command = find_command(finished.words.front());
        // A word that is no command yet may become one that needs them.
        return !command || command->needs_plugins;
    }
    const bool is_flag = !typed.empty() && typed.back().starts_with('-');
    const bool is_value = typed.size() > 1 && typed[typed.size() - 2].starts_with("--");
    return is_flag || is_value;
}

std::vector<found_source> find_quickly(const settings& chosen)
{
    // A loop of its own: the program's is for commands, and this is none.
    asio::io_context loop(1);
    auto search = search_for(chosen, nullptr);
    // A slow plugin costs its own options, and not the shell's patience.
    search.workers.load_limit = description_limit;
    std::vector<found_source> found;
    asio::co_spawn(
        loop,
        find_sources(std::move(search)),
        [&found](std::exception_ptr thrown, std::vector<found_source> all) {
            // A completion that fails offers less; there is nobody to read an error.
            if (!thrown)
                found = std::move(all);
        }
    );
    loop.run();
    for (auto& one : found)
        one.runner.reset();  // it belongs to the loop
    return found;
}

std::vector<std::string> staged_ids(const std::filesystem::path& data)
{
    std::vector<std::string> ids;
    // The staging file has the ids that a person works with.
    if (const auto staged = read_staging_file(data); staged.has_value())
        for (std::size_t i = 0; i < staged->size(); ++i)
            ids.emplace_back(staged->id_at(i));
    return ids;
}

/// The names that sources use, and the ids.
std::vector<std::string> offered_names(const std::filesystem::path& data)
{
    auto all = staged_ids(data);
    const auto names = read_own(data / names_file_name, std::vector<known_name>(), read_names);
    if (names.has_value())
        for (const auto& one : *names)
            all.push_back(one.name);
    return all;
}

std::vector<std::string> names_of_usable(const std::vector<found_source>& found)
{
    std::vector<std::string> names;
    for (const auto& one : found)
        // A name that cannot be used would only lead to an error.
        if (one.state == source_state::usable)
            names.push_back(one.description.name);
    return names;
}

// With a sign for each space: a shell takes it as one word, and fit reads both.
std::vector<offered_word> known_cards()
{
    std::vector<offered_word> out;
    if (const auto cards = read_gpus(); cards.has_value())
        for (const auto& one : *cards)
        {
            auto name = one.name;
            std::ranges::replace(name, ' ', '-');
            out.push_back({std::move(name), bytes_text(one.memory_bytes)});
        }
    return out;
}

std::vector<offered_word> known_formats()
{
    std::vector<offered_word> out;
    for (const auto& one : weight_formats())
        out.push_back({std::string(one.name), number_text(one.bits_per_weight) + " bits a weight"});
    return out;
}

void print_offer(const line_offer& offer, std::ostream& out)
{
    if (offer.kind != offer_kind::words)
    {
        // What lies in directories the shell knows best, with the user's own settings of it.
        out << (offer.kind == offer_kind::files ? "files\n" : "directories\n");
        return;
    }
    out << "words\n";
    for (const auto& one : offer.words)
        // The scripts of the shells split at the tab.
        out << printable(one.word) << '\t' << printable(one.meaning) << '\n';
}

}  // namespace

exit_status offer_completions(const process_environment& given)
{
    const auto finished = finished_part(given);
    const auto& chosen = finished.chosen;
    const auto typed = std::span(given.arguments).subspan(1);
    const auto found =
        needs_plugins(finished, typed) ? find_quickly(chosen) : std::vector<found_source>();
    const auto flags = known_flags(found);
    unfinished_line line;
    line.words = typed;
    line.flags = flags;
    line.sources = names_of_usable(found);
    line.cards = known_cards();
    line.formats = known_formats();
    // Read only where an id is to be completed: a staging file of the whole Hub takes seconds.
    line.model_ids = [&chosen] { return staged_ids(chosen.data_directory); };
    line.names = [&chosen] { return offered_names(chosen.data_directory); };
    print_offer(complete(line), *given.results);
    return exit_status::ok;
}

}  // namespace muster
