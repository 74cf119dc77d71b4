#include "asked_questions.hpp"

#include "source_fetch.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/experimental/parallel_group.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>

namespace asio = boost::asio;
using std::chrono::steady_clock;

namespace muster {

namespace {

std::chrono::milliseconds in_milliseconds(steady_clock::duration time)
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(time);
}

}  // namespace

asked_questions::asked_questions(
    asio::any_io_executor executor, const source_plan& plan, const fetch_context& context
)
    : executor_(std::move(executor)), context_(context), began_(steady_clock::now()),
      ends_at_(context.ends_at.value_or(began_ + context.deadline)),
      runner_(executor_, *plan.runner), progress_(plan, context), change_(executor_),
      answers_(plan.questions.size())
{
    for (const auto& question : plan.questions)
    {
        plans_.push_back(plan_for(plan, question));
        plans_.back().runner = &runner_;
    }
}

asio::awaitable<void> asked_questions::ask_all()
{
    auto start = [this] { return asio::co_spawn(executor_, ask(), asio::deferred); };
    // A group of equal operations wants a vector of them; their type has no name.
    std::vector<decltype(start())> askers;
    for (std::size_t i = 0; i < std::min(questions_at_once_limit, plans_.size()); ++i)
        askers.push_back(start());
    auto group = asio::experimental::make_parallel_group(std::move(askers));
    const auto [order, bugs] =
        co_await group.async_wait(asio::experimental::wait_for_all(), asio::use_awaitable);
    // What a stop cancelled throws that it was.
    for (const auto& bug : bugs)
        if (bug && !context_.is_stopped())
            std::rethrow_exception(bug);
}

std::vector<fetched_source> asked_questions::take()
{
    for (std::size_t i = 0; i < answers_.size(); ++i)
        if (!answers_[i])
            answers_[i] = without_answer(i);
    std::vector<fetched_source> out;
    for (auto& one : answers_)
        out.push_back(*std::move(one));
    progress_.end(out, took());
    return out;
}

/// One after the other, beside others that do the same.
asio::awaitable<void> asked_questions::ask()
{
    while (true)
    {
        co_await wait_for_turn();
        if (is_over())
            co_return;
        const auto question = begun_++;
        const auto context = progress_.context_of(question, ends_at_);
        auto fetching = fetch_source(plans_[question], context);
        auto fetched = co_await std::move(fetching);
        keep(question, std::move(fetched));
    }
}

// A question that might be one too many is not begun before this is known. Some question is under
// way meanwhile: the first that has no answer.
asio::awaitable<void> asked_questions::wait_for_turn()
{
    while (!is_over() && !last_ && begun_ >= answered_in_order_ + questions_at_once_limit)
        co_await change_.wait(ends_at_);
}

bool asked_questions::is_over() const
{
    return begun_ >= plans_.size() || (last_ && begun_ >= *last_ + questions_at_once_limit) ||
           context_.is_stopped() || steady_clock::now() >= ends_at_;
}

void asked_questions::keep(std::size_t question, fetched_source fetched)
{
    fetched.took = took();
    answers_[question] = std::move(fetched);
    follow_order();
    change_.ring();
}

void asked_questions::follow_order()
{
    for (; answered_in_order_ < answers_.size() && answers_[answered_in_order_] && !last_;
         ++answered_in_order_)
    {
        const bool failed = has_failed(*answers_[answered_in_order_]);
        failures_in_a_row_ = failed ? failures_in_a_row_ + 1 : 0;
        if (failures_in_a_row_ == failures_in_a_row_limit)
            last_ = answered_in_order_;
    }
}

bool asked_questions::has_failed(const fetched_source& answer) const
{
    switch (answer.listing.outcome)
    {
        // Without a network nothing is sent: nothing is gained by asking less.
        case verdict::failed: return !answer.lacks_network;
        case verdict::crashed: return true;
        // When the time of the source is over all end by themselves, each with what it has.
        case verdict::timed_out: return answer.took < in_milliseconds(ends_at_ - began_);
        default: return false;
    }
}

// Of its own: that of another would say what was not tried.
std::string asked_questions::not_asked_reason() const
{
    return "not asked, as " + std::to_string(failures_in_a_row_limit) +
           " questions in a row failed, the last with: " + answers_[*last_]->listing.reason;
}

fetched_source asked_questions::without_answer(std::size_t question) const
{
    fetched_source out;
    out.listing.request = empty_snapshot_of(plans_[question], context_);
    if (context_.is_stopped())
    {
        out.listing.outcome = verdict::failed;
        out.listing.reason = "interrupted";
    }
    else if (last_)
    {
        out.listing.outcome = answers_[*last_]->listing.outcome;
        out.listing.reason = not_asked_reason();
    }
    else
    {
        out.listing.outcome = verdict::timed_out;
        out.listing.reason = deadline_reason(context_);
    }
    return out;
}

std::chrono::milliseconds asked_questions::took() const
{
    return in_milliseconds(steady_clock::now() - began_);
}

}  // namespace muster
