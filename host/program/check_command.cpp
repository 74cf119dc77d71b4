#include "base/amounts.hpp"
#include "base/suggest.hpp"
#include "context.hpp"
#include "data/data_directory.hpp"
#include "muster/json_text.hpp"
#include "run/ingest.hpp"
#include "run/join_questions.hpp"
#include "run/network_for.hpp"
#include "staging/normalize.hpp"
#include "status_for.hpp"

#include <boost/algorithm/string/join.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>

namespace asio = boost::asio;
namespace json = boost::json;

namespace muster {

namespace {

/// What one page of each question told of a source.
struct source_trial
{
    source_report report = {};  ///< listed: on these pages
    std::string first_model = {};
};

answered_question
answer_of(const source_plan& plan, std::size_t index, const fetched_source& fetched)
{
    const auto question = plan.questions.empty() ? source_question() : plan.questions[index];
    answered_question out;
    out.words = question.words;
    out.used = fetched.listing.request.published;
    auto& report = out.report;
    report.name = plan.description.name;
    report.label = plan.description.source;
    report.outcome = fetched.listing.outcome;
    report.reason = fetched.listing.reason;
    // As a run takes them: a row without a good id is refused, and no model.
    report.rejected = normalize(out.used).rejected;
    report.listed = fetched.progress.records - (report.rejected.size() - out.used.rejected.size());
    report.progress = fetched.progress;
    report.took = fetched.took;
    // A page that lists nothing is no failure of the plugin, and of no use all the same.
    if (report.outcome == verdict::ok && out.used.models.empty())
    {
        report.outcome = question.is_beside ? verdict::ok : verdict::empty;
        // A page that lists nothing may lead on, and a file of ids has a page for each.
        const auto pages = fetched.progress.pages;
        report.reason = pages > 1 ? "its first " + count_of(pages, "page") + " list no model"
                                  : "its first page lists no model";
    }
    return out;
}

source_trial trial_of(const source_plan& plan, const std::vector<fetched_source>& fetched)
{
    std::vector<answered_question> answers;
    for (std::size_t i = 0; i < fetched.size(); ++i)
        answers.push_back(answer_of(plan, i, fetched[i]));
    const auto whole = join_questions(std::move(answers));
    source_trial trial;
    trial.report = whole.report;
    for (const auto& model : whole.used.models)
        // Only the first with an id: some rows have a name alone.
        if (trial.first_model.empty())
            trial.first_model = std::string(model.model_id);
    return trial;
}

source_trial trial_of(const unusable_source& source)
{
    // Nothing was fetched: all counts stay 0.
    return {{.name = source.name, .outcome = source.outcome, .reason = source.reason}, {}};
}

json::object to_json(const question_report& one)
{
    json::object out{
        {"question", one.words}, {"verdict", to_string(one.outcome)}, {"records", one.listed}};
    if (!one.reason.empty())
        out["reason"] = one.reason;
    return out;
}

json::object to_json(const source_trial& trial)
{
    const auto& report = trial.report;
    const auto& progress = report.progress;
    json::object out{
        {"name", report.name},
        {"source", report.label},
        {"verdict", to_string(report.outcome)},
        {"reason", report.reason},
        {"records", report.listed},
        {"rejected", report.rejected.size()},
        {"requests", progress.spent.requests},
        {"bytes", progress.spent.bytes},
        {"seconds", static_cast<double>(report.took.count()) / 1000}};
    if (!trial.first_model.empty())
        out["first"] = trial.first_model;
    if (!report.questions.empty())
    {
        json::array questions;
        for (const auto& one : report.questions)
            questions.push_back(to_json(one));
        out["questions"] = std::move(questions);
    }
    return out;
}

std::string line_of(const source_trial& trial)
{
    constexpr std::size_t verdict_width = 11;
    const auto& report = trial.report;
    const auto& progress = report.progress;
    auto line =
        padded(report.name, source_name_columns) + padded(to_string(report.outcome), verdict_width);
    std::vector<std::string> parts;
    if (progress.pages > 0)
        parts.push_back(
            count_of(report.listed, "model") +
            (report.questions.empty()
                 ? " on its first page"
                 : " on the first pages of its " + count_of(report.questions.size(), "question"))
        );
    if (progress.spent.requests > 0)
    {
        parts.push_back(bytes_text(progress.spent.bytes));
        parts.push_back(seconds_text(report.took));
    }
    line += boost::join(parts, ", ");
    if (!trial.first_model.empty())
        line += "; the first is " + trial.first_model;
    if (!report.rejected.empty())
        line += "; " + count_of(report.rejected.size(), "row") + " refused";
    // Before the reason is added, whose line break is ours.
    line = printable(line);
    if (!report.reason.empty())
        line += (parts.empty() ? "" : "\n    ") + printable(report.reason);
    return line + '\n';
}

result<void> check_words(const program_context& context)
{
    const auto known = names_of_found(context.found);
    for (const auto& word : context.words)
        // A misspelt source must not look like one that answered.
        if (std::find(known.begin(), known.end(), word) == known.end())
            return wrong_usage(
                "there is no source " + word + did_you_mean(word, known) +
                " (muster sources lists them)"
            );
    return {};
}

// Words name sources as --sources does.
settings settings_of(const program_context& context)
{
    auto chosen = context.asked.chosen;
    if (!context.words.empty())
        chosen.sources.emplace(context.words.begin(), context.words.end());
    // A trial that the cache answers would try nothing.
    if (!chosen.offline)
        chosen.cache_directory.clear();
    std::error_code ec;
    if (!std::filesystem::is_directory(chosen.data_directory, ec))
        // Sources that read files of the data directory can be tried before a first run.
        chosen.data_directory = shipped_data_directory();
    return chosen;
}

void print(const program_context& context, const std::vector<source_trial>& trials)
{
    json::array rows;
    std::string text;
    for (const auto& trial : trials)
    {
        rows.push_back(to_json(trial));
        text += line_of(trial);
    }
    if (text.empty())
        // Silence would look like success.
        text = "no source was found (muster sources lists what was looked at)\n";
    context.out.result(context.asked.chosen.json ? to_json_text(rows) : text);
}

}  // namespace

asio::awaitable<command_result> check_command(program_context& context)
{
    const auto checked = check_words(context);
    if (checked.has_error())
        co_return checked.error();
    const auto chosen = settings_of(context);
    // Progress of a page is not worth a line.
    run_events unheard;
    const auto request = request_of(context, chosen, unheard);
    const auto sources = plan_sources(request.found, chosen, request.options);
    if (sources.has_error())
        co_return sources.error();
    for (const auto& sentence : sources->warnings)
        context.out.warn(printable(sentence));
    const bool is_empty =
        sources->plans.empty() && sources->disabled.empty() && sources->unusable.empty();
    // The result would be empty, and scripts would take it for a good one.
    if (is_empty && !chosen.skip.empty())
        co_return wrong_usage("--skip leaves no source to ask");
    const auto hub = find_hub_access(request.options, asks_hub(*sources) && !chosen.offline);
    if (hub.has_error())
        co_return hub.error();

    const auto executor = co_await asio::this_coro::executor;
    network_for network(executor, request, *hub, sources->credentials);
    auto asking = network.fetching();
    // A page shows whether a question is answered, and costs the source little.
    asking.wants_one_page = true;
    // A name that is found nowhere need not be looked up again and again.
    auto looking = network.find(places_of(sources->plans));
    const auto state = co_await std::move(looking);
    if (state == network_state::missing)
        context.out.warn("no network: no address for " + boost::join(network.lost_names(), ", "));
    auto fetching = fetch_sources(sources->plans, asking);
    const auto fetched = co_await std::move(fetching);
    if (context.stop.is_requested)
        co_return interrupted("nothing was changed");
    network.warn_of_refused_credentials();

    std::vector<source_trial> trials;
    for (std::size_t i = 0; i < fetched.size(); ++i)
        trials.push_back(trial_of(sources->plans[i], fetched[i]));
    // Sources that were not asked are rows as well: their reasons are what a person looks for.
    for (const auto& source : sources->disabled)
        trials.push_back({report_of(source), {}});
    for (const auto& source : sources->unusable)
        trials.push_back(trial_of(source));
    print(context, trials);
    std::vector<verdict> outcomes;
    for (const auto& trial : trials)
        outcomes.push_back(trial.report.outcome);
    // As a run would end: a check in CI fails where the run would.
    co_return status_for(outcomes, chosen.fail_on);
}

}  // namespace muster
