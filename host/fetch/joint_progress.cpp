#include "joint_progress.hpp"

namespace muster {

joint_progress::joint_progress(const source_plan& plan, const fetch_context& context)
    : name_(plan.description.name), context_(context), each_(plan.questions.size())
{
    if (context_.on_begin)
        context_.on_begin(name_, now_);
}

fetch_context
joint_progress::context_of(std::size_t question, std::chrono::steady_clock::time_point ends_at)
{
    auto out = context_;
    out.ends_at = ends_at;
    // The source has begun already; its questions share its line.
    out.on_begin = {};
    out.on_page = [this, question](const std::string&, const fetch_progress& so_far) {
        note(question, so_far);
        if (context_.on_page)
            context_.on_page(name_, now_);
    };
    out.on_end = [this, question](const std::string&, const fetched_source& fetched) {
        note(question, fetched.progress);
    };
    return out;
}

void joint_progress::end(const std::vector<fetched_source>& answers, std::chrono::milliseconds took)
{
    fetched_source all;
    // The rows stay out: whoever shows progress needs the verdict and the numbers alone.
    for (const auto& one : answers)
        all.listing.outcome = graver_of(all.listing.outcome, one.listing.outcome);
    all.progress = now_;
    all.took = took;
    if (context_.on_end)
        context_.on_end(name_, all);
}

void joint_progress::note(std::size_t question, const fetch_progress& so_far)
{
    each_[question] = so_far;
    // Summed anew, since a question reports its totals and not what is new.
    now_ = {};
    for (const auto& one : each_)
        now_ += one;
}

}  // namespace muster
