#include "base/amounts.hpp"
#include "base/suggest.hpp"
#include "context.hpp"
#include "data/data_directory.hpp"
#include "fetch/fetch_source.hpp"
#include "muster/json_text.hpp"
#include "run/client_settings_for.hpp"
#include "run/network_state.hpp"
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

/// What one page told of a source.
struct source_trial
{
    std::string name = {};
    std::string label = {};
    verdict outcome = verdict::ok;
    std::string reason = {};
    std::string first_model = {};
    std::uint64_t refused_rows = 0;
    fetched_source fetched = {};
};

source_trial trial_of(const source_plan& plan, fetched_source fetched)
{
    source_trial trial;
    trial.name = plan.description.name;
    trial.label = plan.description.source;
    trial.outcome = fetched.listing.outcome;
    trial.reason = fetched.listing.reason;
    const auto& published = fetched.listing.request.published;
    trial.refused_rows = published.rejected.size();
    for (const auto& model : published.models)
        if (trial.first_model.empty())
            trial.first_model = std::string(model.model_id);
    if (trial.outcome == verdict::ok && published.models.empty())
    {
        trial.outcome = verdict::empty;
        trial.reason = "its first page lists no model";
    }
    trial.fetched = std::move(fetched);
    return trial;
}

source_trial trial_of(const disabled_source& source)
{
    return {source.description.name, source.description.source, verdict::disabled, source.reason};
}

source_trial trial_of(const unusable_source& source)
{
    return {source.name, {}, source.outcome, source.reason};
}

json::object to_json(const source_trial& trial)
{
    const auto& progress = trial.fetched.progress;
    json::object out{
        {"name", trial.name},
        {"source", trial.label},
        {"verdict", to_string(trial.outcome)},
        {"reason", trial.reason},
        {"records", progress.records},
        {"rejected", trial.refused_rows},
        {"requests", progress.spent.requests},
        {"bytes", progress.spent.bytes},
        {"seconds", static_cast<double>(trial.fetched.took.count()) / 1000}};
    if (!trial.first_model.empty())
        out["first"] = trial.first_model;
    return out;
}

std::string line_of(const source_trial& trial)
{
    constexpr std::size_t verdict_width = 11;
    auto line =
        padded(trial.name, source_name_columns) + padded(to_string(trial.outcome), verdict_width);
    const auto& progress = trial.fetched.progress;
    std::vector<std::string> parts;
    if (progress.pages > 0)
        parts.push_back(count_of(progress.records, "model") + " on its first page");
    if (progress.spent.requests > 0)
    {
        parts.push_back(bytes_text(progress.spent.bytes));
        parts.push_back(seconds_text(trial.fetched.took));
    }
    line += boost::join(parts, ", ");
    if (!trial.first_model.empty())
        line += "; the first is " + trial.first_model;
    if (trial.refused_rows > 0)
        line += "; " + count_of(trial.refused_rows, "row") + " refused";
    line = printable(line);
    if (!trial.reason.empty())
        line += (parts.empty() ? "" : "\n    ") + printable(trial.reason);
    return line + '\n';
}

result<void> check_words(const program_context& context)
{
    std::vector<std::string> known;
    for (const auto& one : context.found)
        if (one.state != source_state::shadowed)
            known.push_back(name_of(one));
    for (const auto& word : context.words)
        if (std::find(known.begin(), known.end(), word) == known.end())
            return failure{
                errc::bad_value,
                "there is no source " + word + did_you_mean(word, known) +
                    " (muster sources lists them)"};
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
    const option_givers givers{
        context.asked.command_line, context.env, context.asked.configuration};
    const auto sources = plan_sources(context.found, chosen, givers);
    if (sources.has_error())
        co_return sources.error();
    const bool is_empty =
        sources->plans.empty() && sources->disabled.empty() && sources->unusable.empty();
    if (is_empty && !chosen.skip.empty())
        co_return failure{errc::bad_value, "--skip leaves no source to ask"};
    const auto hub = find_hub_access(givers);
    if (hub.has_error())
        co_return hub.error();

    const auto executor = co_await asio::this_coro::executor;
    https_client web(executor, client_settings_for(chosen, *hub, sources->credentials));
    fetch_context asking;
    asking.web = &web;
    asking.data_directory = chosen.data_directory;
    asking.deadline = chosen.deadline;
    asking.now = context.now;
    asking.stop = &context.stop;
    asking.wants_one_page = true;
    // A name that is found nowhere need not be looked up again and again.
    auto looking = find_network(web, chosen, places_of(sources->plans));
    const auto network = co_await std::move(looking);
    if (network == network_state::missing)
        context.out.warn("no network: no name of these sources can be found");
    auto fetching = fetch_sources(sources->plans, asking);
    auto fetched = co_await std::move(fetching);
    if (context.stop.is_requested)
        co_return failure{
            make_error_code(boost::system::errc::interrupted), "interrupted; nothing was changed"};

    std::vector<source_trial> trials;
    for (std::size_t i = 0; i < fetched.size(); ++i)
        trials.push_back(trial_of(sources->plans[i], std::move(fetched[i])));
    for (const auto& source : sources->disabled)
        trials.push_back(trial_of(source));
    for (const auto& source : sources->unusable)
        trials.push_back(trial_of(source));
    print(context, trials);
    std::vector<verdict> outcomes;
    for (const auto& trial : trials)
        outcomes.push_back(trial.outcome);
    co_return status_for(outcomes, chosen.fail_on);
}

}  // namespace muster
