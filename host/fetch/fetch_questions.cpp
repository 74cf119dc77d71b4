#include "base/amounts.hpp"
#include "fetch_source.hpp"

#include <boost/asio/use_awaitable.hpp>

namespace asio = boost::asio;
using std::chrono::steady_clock;

namespace muster {

namespace {

/// The plan with one question for its options.
source_plan plan_for(const source_plan& plan, const source_question& question)
{
    auto one = plan;
    one.options = question.options;
    one.record_limit = question.record_limit;
    one.questions.clear();
    return one;
}

fetched_source not_asked(const source_plan& plan, const fetch_context& context)
{
    fetched_source out;
    out.listing.request = empty_snapshot_of(plan, context);
    return out;
}

/// Tells what became of a source as a whole while its questions are asked.
class whole_progress
{
public:
    whole_progress(const std::string& name, const fetch_context& context)
        : name_(name), told_(context), asking_(context)
    {
        asking_.ends_at = steady_clock::now() + context.deadline;
        asking_.on_begin = {};
        asking_.on_end = {};
        asking_.on_page = [this](const std::string&, const fetch_progress& so_far) {
            now_ = before_;
            now_ += so_far;
            if (told_.on_page)
                told_.on_page(name_, now_);
        };
        if (told_.on_begin)
            told_.on_begin(name_, now_);
    }
    whole_progress(const whole_progress&) = delete;

    const fetch_context& asking() const noexcept { return asking_; }

    void end_question(const fetched_source& fetched)
    {
        before_ += fetched.progress;
        now_ = before_;
        took_ += fetched.took;
        outcome_ = graver_of(outcome_, fetched.listing.outcome);
    }

    void end()
    {
        fetched_source all;
        all.listing.outcome = outcome_;
        all.progress = before_;
        all.took = took_;
        if (told_.on_end)
            told_.on_end(name_, all);
    }

private:
    const std::string& name_;
    const fetch_context& told_;
    fetch_context asking_;
    fetch_progress before_ = {};  ///< of the questions that ended
    fetch_progress now_ = {};
    std::chrono::milliseconds took_ = {};
    verdict outcome_ = verdict::ok;
};

/// Whether the questions that follow would fail as the last did.
class source_health
{
public:
    void see(const fetched_source& fetched)
    {
        const auto outcome = fetched.listing.outcome;
        failures_ = outcome == verdict::failed ? failures_ + 1 : 0;
        is_over_ = outcome == verdict::crashed || outcome == verdict::timed_out ||
                   fetched.lacks_network || failures_ >= failures_in_a_row_limit;
        last_ = &fetched;
    }

    /// The last one, when nothing more is worth asking; null while there is hope.
    const fetched_source* end() const noexcept { return is_over_ ? last_ : nullptr; }

private:
    std::size_t failures_ = 0;
    bool is_over_ = false;
    const fetched_source* last_ = nullptr;
};

}  // namespace

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
    whole_progress progress(plan.description.name, context);
    source_health health;
    answers.reserve(plan.questions.size());  // health refers to the last
    for (const auto& question : plan.questions)
    {
        const auto one = plan_for(plan, question);
        const auto* const end = health.end();
        auto fetched = not_asked(one, context);
        if (end)
        {
            fetched.listing.outcome = end->listing.outcome;
            fetched.listing.reason = end->listing.reason;
            fetched.lacks_network = end->lacks_network;
        }
        else
        {
            auto fetching = fetch_source(one, progress.asking());
            fetched = co_await std::move(fetching);
        }
        progress.end_question(fetched);
        answers.push_back(std::move(fetched));
        if (!end)
            health.see(answers.back());
        if (context.wants_one_page || context.is_stopped())
            break;
    }
    plan.runner->rest();
    progress.end();
    co_return answers;
}

}  // namespace muster
