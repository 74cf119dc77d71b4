#include "base/amounts.hpp"
#include "base/terminal.hpp"
#include "base/ticker.hpp"
#include "context.hpp"
#include "report/dry_run_text.hpp"
#include "report/progress.hpp"
#include "report/summary.hpp"
#include "run/pipeline.hpp"
#include "status_for.hpp"

#include <boost/asio/this_coro.hpp>

namespace asio = boost::asio;

namespace muster {

namespace {

constexpr auto progress_interval = std::chrono::milliseconds(200);

std::vector<verdict> outcomes_of(const std::vector<source_report>& sources)
{
    std::vector<verdict> outcomes;
    for (const auto& source : sources)
        outcomes.push_back(source.outcome);
    return outcomes;
}

std::string failures_of(const std::vector<source_report>& sources)
{
    std::string text;
    for (const auto& source : sources)
        if (!did_well(source))
            add_to_list(text, source.name + ' ' + std::string(to_string(source.outcome)));
    return text;
}

asio::awaitable<command_result> with_steps(program_context& context, run_steps steps)
{
    if (!context.words.empty())
        co_return wrong_usage("unexpected word " + without_value(context.words.front()));
    const auto& chosen = context.asked.chosen;
    // By standard error, where messages go: results may go into a file all the same.
    progress shown(context.out, size_of_terminal().has_value());
    const auto executor = co_await asio::this_coro::executor;
    // Seconds go on while nobody answers, so that a reader sees that it is alive.
    const ticker clock(executor, progress_interval, [&shown] { shown.tick(); });
    auto request = request_of(context, chosen, shown);
    request.steps = steps;
    auto run = run_pipeline(request);
    const auto report = co_await std::move(run);
    if (report.has_error())
        co_return report.error();

    if (chosen.dry_run)
        context.out.result(dry_run_text(*report, chosen.data_directory));
    else
        context.out.say(summary_text(*report, chosen.data_directory));
    // By verdicts alone: a listing that stands in does not make up for one of now.
    const auto status = status_for(outcomes_of(report->sources), chosen.fail_on);
    if (status != exit_status::ok)
        // The files were written all the same (but by a dry run): only the status differs.
        context.out.error("as --fail-on asks, a failure: " + failures_of(report->sources));
    co_return status;
}

}  // namespace

asio::awaitable<command_result> run_command(program_context& context)
{
    return with_steps(context, {true, true});
}

asio::awaitable<command_result> ingest_command(program_context& context)
{
    return with_steps(context, {true, false});
}

asio::awaitable<command_result> update_command(program_context& context)
{
    return with_steps(context, {false, true});
}

}  // namespace muster
