#include "program.hpp"

#include "base/clock.hpp"
#include "choose_command.hpp"
#include "commands.hpp"
#include "context.hpp"
#include "help.hpp"
#include "known_flags.hpp"
#include "offer_completions.hpp"
#include "signal_watch.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/thread_pool.hpp>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <exception>
#include <optional>

namespace asio = boost::asio;

namespace muster {

namespace {

// A call of a plugin keeps a thread until it returns; a few sources at once are enough for
// debugging.
constexpr unsigned in_process_threads = 4;

// --quiet wins: a script that sets it wants silence.
verbosity how_loud(const settings& chosen)
{
    if (chosen.quiet)
        return verbosity::errors_only;
    return chosen.verbose ? verbosity::all : verbosity::usual;
}

bool is_on(const flag_values& values, std::string_view name) { return values.contains(name); }

/// One start of the program, on an io_context.
class run_of_program
{
public:
    run_of_program(const process_environment& given, invocation early, asio::thread_pool* pool)
        : given_(given), early_(std::move(early)), pool_(pool),
          out_(*given.results, *given.messages, how_loud(early_.chosen), given.style)
    {
    }

    asio::awaitable<void> work()
    {
        // A step that is cancelled ends with what it has, and the command decides what to do.
        co_await asio::this_coro::throw_if_cancelled(false);
        const bool has_plugins = needs_plugins(early_);
        if (has_plugins)
            // Only where a command needs them: a plugin that hangs would delay any other by two
            // seconds.
            co_await find_plugins();
        if (stop_.is_requested)
        {
            refuse(interrupted("no output was changed"));
            co_return;
        }
        // Flags of plugins exist only once the plugins have been described.
        const auto flags = known_flags(found_);
        const auto parsed = has_plugins ? parse_with_plugins(flags) : parse_without_plugins(given_);
        if (parsed.has_error())
        {
            refuse(parsed.error());
            co_return;
        }
        if (is_on(parsed->command_line, "help"))
        {
            show_help(*parsed, flags);
            co_return;
        }
        const auto checked = check_plugin_values(flags, *parsed);
        if (checked.has_error())
        {
            refuse(checked.error());
            co_return;
        }
        auto dispatched = dispatch(*parsed);
        co_await std::move(dispatched);
    }

    exit_status status() const noexcept { return status_; }
    interruption& stop() noexcept { return stop_; }
    const std::atomic<bool>& only_reads() const noexcept { return only_reads_; }

private:
    void show_help(const invocation& asked, std::span<const flag> flags)
    {
        const auto name = asked.words.empty() ? std::string() : asked.words.front();
        if (!name.empty() && !find_command(name))
            return refuse(unknown_command(without_value(name)));
        auto text = name.empty() ? help_text() : command_help(name, flags);
        if (!asked.chosen.named_plugin_directories.empty())
            text += '\n' + source_options_text(flags);
        out_.text(text);
    }

    asio::awaitable<void> find_plugins()
    {
        auto search = search_for(early_.chosen, pool_);
        // What a plugin prints is shown as text: it must not move the cursor of a terminal.
        search.workers.log = [this](std::string_view plugin, std::string_view line) {
            out_.say(std::string(plugin) + ": " + printable(line));
        };
        auto found = co_await find_sources(std::move(search));
        // A search that was stopped found some of the plugins at random.
        if (!stop_.is_requested)
            found_ = std::move(found);
    }

    /// flags: by value, as those of plugins that did not load are added for this one reading.
    result<invocation> parse_with_plugins(std::vector<flag> flags) const
    {
        add_flags_of_unusable(found_, given_.arguments, flags);
        return parse_invocation(given_, flags);
    }

    asio::awaitable<void> dispatch(const invocation& asked)
    {
        const auto command = choose_command(asked);
        if (command.has_error())
        {
            refuse(command.error());
            co_return;
        }
        only_reads_ = (*command)->only_reads;
        warn_of_missing_walls();
        // The first word is the command.
        const std::span<const std::string> words(asked.words.begin() + 1, asked.words.end());
        // One time for all that the command writes.
        program_context context{asked, words, given_.env, found_, out_, stop_, utc_now()};
        auto done = co_await (*command)->run(context);
        if (done.has_error())
            refuse(done.error());
        else
            status_ = *done;
    }

    // Once: they are missing for all, by what the system has.
    void warn_of_missing_walls()
    {
        const auto one = std::find_if(found_.begin(), found_.end(), [](const found_source& source) {
            return !source.standing.missing.empty();
        });
        if (one != found_.end())
            out_.warn(one->standing.missing + " (" + to_text(one->standing) + ')');
    }

    void refuse(const failure& why)
    {
        // Exit status 2 tells a script that trying again will not help.
        const bool is_usage = why.code == make_error_code(errc::bad_value);
        const auto* const command =
            // The early reading is there even where the full one failed.
            early_.words.empty() ? nullptr : find_command(early_.words.front());
        // Most sentences say what to do; the others name the command that tells what there is.
        const bool names_help = is_usage && command &&
                                why.where.find("muster ") == std::string::npos &&
                                why.where.find("did you mean") == std::string::npos;
        out_.error(
            printable(why.where) +
            (names_help ? " (muster " + std::string(command->name) + " --help)" : "")
        );
        status_ = is_usage ? exit_status::wrong_usage : exit_status::host_failed;
    }

    const process_environment& given_;
    invocation early_;
    asio::thread_pool* pool_;
    console out_;
    interruption stop_ = {};
    std::atomic<bool> only_reads_ = false;
    std::vector<found_source> found_ = {};
    exit_status status_ = exit_status::ok;
};

exit_status run_on_loop(const process_environment& given, invocation early)
{
    // The hint 1: the loop is run by this thread alone, so that Asio needs few locks.
    asio::io_context loop(1);
    std::optional<asio::thread_pool> pool;
    if (early.chosen.in_process)
        // --in-process is for debugging: a plugin's call blocks its thread.
        pool.emplace(in_process_threads);
    std::exception_ptr bug;
    exit_status status = exit_status::host_failed;
    {
        // Ends before the pool does: what it still holds may have work there.
        run_of_program run(given, std::move(early), pool ? &*pool : nullptr);
        signal_watch signals(loop, run.stop(), run.only_reads());
        const auto at_end = [&](std::exception_ptr thrown) { bug = thrown; };
        asio::co_spawn(loop, run.work(), asio::bind_cancellation_slot(signals.slot(), at_end));
        // Returns when the command has ended: signals are waited for on another loop.
        loop.run();
        status = run.status();
    }
    // Before the io_context goes, on which a call that was left to itself still posts its end.
    if (pool)
        pool->join();
    if (bug)
        std::rethrow_exception(bug);
    return status;
}

}  // namespace

exit_status run_program(const process_environment& as_given)
{
    auto given = as_given;
    // Before all parsing: a shell asks about a line that is not finished.
    if (!given.arguments.empty() && given.arguments.front() == completion_request_word)
        return offer_completions(given);
    // What people try first.
    for (auto& argument : given.arguments)
        if (argument == "-h")
            argument = "--help";
    // Plugins say which flags exist, and flags say where plugins are: so the line is read twice.
    auto early = parse_early(given);
    if (early.has_error())
    {
        *given.messages << "muster: " << printable(early.error().where) << '\n';
        return exit_status::wrong_usage;
    }
    if (is_on(early->command_line, "version"))
    {
        *given.results << version_text();
        return exit_status::ok;
    }
    return run_on_loop(given, std::move(*early));
}

}  // namespace muster
