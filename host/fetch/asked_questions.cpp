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
    // Also where is_over_ has rung, which ends this coroutine without them: then the plugin has
    // crashed or does not answer, and what the cancelled ones threw is that they were cancelled.
    for (const auto& bug : bugs)
        if (bug && !context_.is_stopped())
            std::rethrow_exception(bug);
}

asio::awaitable<void> asked_questions::wait_until_over()
{
    while (!is_over_)
        co_await change_.wait(moment::max());
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
    while (is_more_to_begin())
    {
        const auto question = begun_++;
        const auto context = progress_.context_of(question, ends_at_);
        auto fetching = fetch_source(plans_[question], context);
        auto fetched = co_await std::move(fetching);
        keep(question, std::move(fetched));
    }
}

bool asked_questions::is_more_to_begin() const
{
    return begun_ < plans_.size() && !last_ && !context_.is_stopped() &&
           steady_clock::now() < ends_at_;
}

void asked_questions::keep(std::size_t question, fetched_source fetched)
{
    // It was cancelled, and is not what it would have been.
    if (is_over_)
        return;
    fetched.took = took();
    answers_[question] = std::move(fetched);
    last_ = first_to_end();
    // A service that refuses some may answer the others: what was sent is waited for.
    const auto end = std::ranges::find_if(answers_, [this](const auto& one) {
        return one && ends_at_once(*one);
    });
    if (end == answers_.end())
        return;
    // Those before it are no less likely to be answered than they were.
    is_over_ = std::all_of(answers_.begin(), end, [](const auto& one) { return one.has_value(); });
    if (is_over_)
        change_.ring();
}

std::optional<std::size_t> asked_questions::first_to_end() const
{
    std::size_t failures_in_a_row = 0;
    for (std::size_t i = 0; i < answers_.size(); ++i)
    {
        const auto& one = answers_[i];
        const bool has_failed = one && one->listing.outcome == verdict::failed;
        failures_in_a_row = has_failed ? failures_in_a_row + 1 : 0;
        if (one && (ends_at_once(*one) || failures_in_a_row >= failures_in_a_row_limit))
            return i;
    }
    return {};
}

/// Whether nothing else can come of the source: its plugin ended, or there is no network.
bool asked_questions::ends_at_once(const fetched_source& answer) const
{
    const auto outcome = answer.listing.outcome;
    return outcome == verdict::crashed || answer.lacks_network ||
           (outcome == verdict::timed_out && !was_cut_off(answer));
}

// When the time of the source is over all end by themselves, each with what it has.
bool asked_questions::was_cut_off(const fetched_source& answer) const
{
    return answer.took >= ends_at_ - began_;
}

// Of its own: that of another would say what was not tried.
std::string asked_questions::not_asked_reason(const fetched_source& end) const
{
    if (ends_at_once(end))
        return end.listing.reason;
    return "not asked, as " + std::to_string(failures_in_a_row_limit) +
           " questions in a row failed, the last with: " + end.listing.reason;
}

fetched_source asked_questions::without_answer(std::size_t question) const
{
    fetched_source out;
    out.listing.request = empty_snapshot_of(plans_[question], context_);
    // What was asked of the service counts, whatever came of it.
    out.progress.spent = progress_.spent_on(question);
    if (context_.is_stopped())
    {
        out.listing.outcome = verdict::failed;
        out.listing.reason = "interrupted";
    }
    else if (last_)
    {
        const auto& end = *answers_[*last_];
        out.listing.outcome = end.listing.outcome;
        out.listing.reason = end.listing.reason;
        out.lacks_network = end.lacks_network;
        if (question >= begun_)
            out.listing.reason = not_asked_reason(end);
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
    return std::chrono::duration_cast<std::chrono::milliseconds>(steady_clock::now() - began_);
}

}  // namespace muster
