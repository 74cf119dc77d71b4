#include "evidence_asker.hpp"

#include "evidence_answers.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/experimental/parallel_group.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <utility>

namespace asio = boost::asio;
using std::chrono::steady_clock;

namespace muster {

struct asked_evidence
{
    evidence_request request = {};
    evidence_answer answer = {};
};

// So many requests in a row may fail by chance; each may wait for the whole time of a request.
static constexpr std::size_t unanswered_limit = 16;

evidence_asker::evidence_asker(const size_context& context)
    : context_(context), deadline_(steady_clock::now() + context.deadline)
{
}

bool evidence_asker::may_go_on() const
{
    // A Hub that has answered nothing will not answer the next hundred models either.
    const bool is_unreachable = answered_ == 0 && unanswered_ >= unanswered_limit;
    return context_.may_ask && !is_unreachable && steady_clock::now() < deadline_;
}

asio::awaitable<void> evidence_asker::ask(std::vector<evidence_request> requests, evidence& into)
{
    const auto executor = co_await asio::this_coro::executor;
    // Generic over its type, which has no name: co_spawn gives a closure.
    auto start = [&](evidence_request& request) {
        return asio::co_spawn(executor, ask_one(std::move(request)), asio::deferred);
    };
    std::vector<decltype(start(requests[0]))> asking;
    for (auto& request : requests)
        asking.push_back(start(request));
    auto group = asio::experimental::make_parallel_group(std::move(asking));
    auto [order, bugs, answers] =
        co_await group.async_wait(asio::experimental::wait_for_all(), asio::use_awaitable);
    for (std::size_t i = 0; i < answers.size(); ++i)
    {
        if (bugs[i])
            std::rethrow_exception(bugs[i]);
        if (answers[i].answer.state != ask_state::failed && !context_.policy.is_offline)
            // An answer out of the cache is of another day.
            into.checked = context_.now;
        take_answer(into, answers[i].request, std::move(answers[i].answer));
    }
}

asio::awaitable<asked_evidence> evidence_asker::ask_one(evidence_request request)
{
    web_request wanted;
    wanted.url = context_.hub->endpoint + request.path;
    if (request.range)
        wanted.range = byte_range{request.range->first, request.range->last};
    wanted.deadline = deadline_;
    wanted.body_bytes_limit = request.size_limit;
    // Only an endpoint that the user named may be a private address.
    wanted.may_be_private = context_.hub->is_named;
    wanted.client_id = hub_client_id;
    wanted.account = &spent_;
    const auto answer = co_await context_.web->get(std::move(wanted));
    // Any HTTP answer counts, errors too: the Hub is there.
    (answer.has_value() ? answered_ : unanswered_) += 1;
    asked_evidence out;
    out.answer = to_evidence_answer(request, answer);
    if (context_.policy.is_offline && out.answer.state == ask_state::absent)
        out.answer.state = ask_state::failed;  // an earlier day's answer, out of the cache
    out.request = std::move(request);
    co_return out;
}

}  // namespace muster
