#include "asked_questions.hpp"
#include "fetch_source.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/experimental/parallel_group.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace asio = boost::asio;

namespace muster {

source_plan plan_for(const source_plan& plan, const source_question& question)
{
    auto one = plan;
    one.options = question.options;
    one.record_limit = question.record_limit;
    one.questions.clear();
    return one;
}

asio::awaitable<std::vector<fetched_source>>
fetch_questions(const source_plan& plan, const fetch_context& context)
{
    std::vector<fetched_source> answers;
    if (plan.questions.size() < 2 || context.wants_one_page)
    {
        const auto alone = plan.questions.empty() ? plan : plan_for(plan, plan.questions[0]);
        auto fetching = fetch_source(alone, context);
        auto fetched = co_await std::move(fetching);
        answers.push_back(std::move(fetched));
        plan.runner->rest();
        co_return answers;
    }
    const auto executor = co_await asio::this_coro::executor;
    asked_questions questions(executor, plan, context);
    auto asking = asio::co_spawn(executor, questions.ask_all(), asio::deferred);
    auto over = asio::co_spawn(executor, questions.wait_until_over(), asio::deferred);
    auto race = asio::experimental::make_parallel_group(std::move(asking), std::move(over));
    // The first to end cancels the other, and with it the questions that are under way.
    const auto [order, bug, over_bug] =
        co_await race.async_wait(asio::experimental::wait_for_one(), asio::use_awaitable);
    if (order[0] == 0 && bug && !context.is_stopped())
        std::rethrow_exception(bug);
    plan.runner->rest();
    answers = questions.take();
    co_return answers;
}

}  // namespace muster
