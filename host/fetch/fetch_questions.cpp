#include "asked_questions.hpp"
#include "fetch_source.hpp"

#include <boost/asio/this_coro.hpp>

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
    if (plan.questions.size() < 2)
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
    auto asking = questions.ask_all();
    co_await std::move(asking);
    plan.runner->rest();
    answers = questions.take();
    co_return answers;
}

}  // namespace muster
