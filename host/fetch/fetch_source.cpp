#include "fetch_source.hpp"

#include "source_fetch.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/experimental/parallel_group.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace asio = boost::asio;
using std::chrono::steady_clock;

namespace muster {

namespace {

// Whether an option is part of the question. A mirror, a file's place or a token do not change what
// is listed, so that snapshots made with others stay comparable.
bool says_what(const descriptor& plugin, const std::string& name)
{
    const auto* option = plugin.find_option(name);
    return option && option->type != option_type::url && option->type != option_type::path &&
           option->type != option_type::secret;
}

}  // namespace

listing_snapshot empty_snapshot_of(const source_plan& plan, const fetch_context& context)
{
    listing_snapshot asked;
    asked.date = context.now;
    asked.published.plugin = plan.description.name;
    asked.published.label = plan.description.source;
    for (const auto& [name, value] : plan.options)
        // One without a value is as if the plugin had it not.
        if (says_what(plan.description, name) && !value.empty())
            asked.options.emplace_back(name, value);
    // Sorted, so that snapshots compare whatever the order in a later descriptor.
    std::sort(asked.options.begin(), asked.options.end());
    return asked;
}

asio::awaitable<fetched_source> fetch_source(const source_plan& plan, const fetch_context& context)
{
    const auto began = steady_clock::now();
    const auto executor = co_await asio::this_coro::executor;
    source_fetch fetch(executor, plan, context);
    asio::steady_timer timer(executor, fetch.deadline());

    auto work = asio::co_spawn(executor, fetch.work(), asio::deferred);
    auto limit = timer.async_wait(asio::deferred);
    auto ahead = asio::co_spawn(executor, fetch.look_ahead(), asio::deferred);
    auto race = asio::experimental::make_parallel_group(
        std::move(work), std::move(limit), std::move(ahead)
    );
    // The first to end cancels the others; all three have ended when this returns.
    const auto [order, work_bug, timer_error, ahead_bug] =
        co_await race.async_wait(asio::experimental::wait_for_one(), asio::use_awaitable);
    // Only an exception of the one that ended first is a bug; the others were cancelled, which
    // throws.
    const auto& bug = order[0] == 2 ? ahead_bug : work_bug;
    if (order[0] != 1 && bug && !context.is_stopped())
        std::rethrow_exception(bug);
    if (context.is_stopped())
        fetch.cut_off(verdict::failed, "interrupted");
    else if (order[0] == 1)
        fetch.cut_off_at_deadline();
    auto fetched = fetch.take(steady_clock::now() - began);
    if (context.on_end)
        context.on_end(plan.description.name, fetched);
    co_return fetched;
}

asio::awaitable<std::vector<std::vector<fetched_source>>>
fetch_sources(const std::vector<source_plan>& plans, const fetch_context& context)
{
    std::vector<std::vector<fetched_source>> answers;
    if (plans.empty())
        co_return answers;
    const auto executor = co_await asio::this_coro::executor;
    auto start = [&](const source_plan& plan) {
        return asio::co_spawn(executor, fetch_questions(plan, context), asio::deferred);
    };
    // A group of equal operations wants a vector of them; their type has no name.
    std::vector<decltype(start(plans[0]))> fetches;
    for (const auto& plan : plans)
        fetches.push_back(start(plan));

    auto group = asio::experimental::make_parallel_group(std::move(fetches));
    auto [order, bugs, fetched] =
        co_await group.async_wait(asio::experimental::wait_for_all(), asio::use_awaitable);
    for (const auto& bug : bugs)
        if (bug)
            std::rethrow_exception(bug);
    co_return std::move(fetched);
}

}  // namespace muster
