#include "size_models.hpp"

#include "contract/identity.hpp"
#include "evidence_asker.hpp"
#include "known_evidence.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/experimental/parallel_group.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <utility>

namespace asio = boost::asio;

namespace muster {

namespace {

/// All models of one run; its coroutines share one thread.
class sizing
{
public:
    sizing(
        std::span<const model_to_size> models,
        std::map<std::string, evidence> known,
        const size_context& context
    )
        : models_(models), known_(std::move(known)), context_(context), asker_(context)
    {
        for (auto& [id, old] : known_)
            if (!is_recent(old, context_))
                // A repository that was missing a month ago may be there today.
                forget_negative_answers(old);
    }

    /// Sizes models one after the other until none is left; several of these run at once.
    asio::awaitable<void> work()
    {
        while (next_ < models_.size())
        {
            // One thread runs all coroutines, so that no lock is needed.
            const auto& model = models_[next_++];
            auto sized = size(model);
            co_await std::move(sized);
            done_ += 1;
            if (context_.on_model)
                context_.on_model(done_, models_.size());
        }
    }

    sized_models take()
    {
        // What no model of this run needed is kept: it may be needed again.
        for (auto& [id, old] : known_)
            if (says_anything(old))
                out_.keep.try_emplace(id, std::move(old));
        out_.spent = asker_.spent();
        return std::move(out_);
    }

private:
    asio::awaitable<void> size(const model_to_size& model)
    {
        const auto id = fold_id(model.model_id);
        const auto old = known_.find(id);
        const auto* before = old == known_.end() ? nullptr : &old->second;
        auto now = evidence_to_start_with(model, before, context_);
        // Before the evidence is changed below.
        const bool was_valid = before && is_still_valid(model, *before, context_);

        auto step = next_step(now, context_.policy);
        if (wants_more(step) && asker_.may_go_on())
        {
            // What is asked at all is asked whole, so that all negative answers have one date.
            forget_negative_answers(now);
            step = next_step(now, context_.policy);
        }
        bool is_asked = false;
        const bool is_known = now.info != ask_state::unasked;
        while (auto* requests = std::get_if<std::vector<evidence_request>>(&step))
        {
            if (!asker_.may_go_on())
                break;
            is_asked = true;
            // Each step decides from all answers so far what else is needed.
            auto asking = asker_.ask(std::move(*requests), now);
            co_await std::move(asking);
            step = next_step(now, context_.policy);
        }
        const bool is_answered = now.info != ask_state::unasked && now.info != ask_state::failed;
        if (!is_known && is_answered && !context_.policy.is_offline)
            out_.answered.insert(id);
        // Without a network a cache may have answered: when that was is not known.
        const bool is_dated = !is_asked || !context_.policy.is_offline;
        if (is_dated && is_fully_answered(now, step))
            keep(id, std::move(now), step, was_valid ? nullptr : before);
        else
            // Evidence that is still valid is in `now` already.
            use_what_is_known(id, model, std::move(now), was_valid ? nullptr : before);
    }

    static bool wants_more(const size_step& step)
    {
        return std::holds_alternative<std::vector<evidence_request>>(step);
    }

    // What to make of the evidence as it stands.
    size_step conclude(const evidence& known) const
    {
        auto policy = context_.policy;
        // A step that may not ask says what the evidence gives, or why it gives nothing.
        policy.may_ask = false;
        return next_step(known, policy);
    }

    void keep(const std::string& id, evidence now, const size_step& step, const evidence* before)
    {
        out_.findings[id] = finding_of(step);
        if (now.checked.empty())
            // A model of which the listing says all was not asked about, and is dated by it.
            now.checked = context_.now;
        // What was too old to be believed has been seen anew: its age counts from now.
        out_.keep[id] = before ? std::move(now) : keep_date_if_same(std::move(now), known_of(id));
    }

    // What could not be asked for is taken from what was known before, as far as that goes.
    void use_what_is_known(
        const std::string& id, const model_to_size& model, evidence now, const evidence* before
    )
    {
        auto step = conclude(now);
        if (before)
        {
            auto earlier = *before;
            earlier.facts = now.facts;
            auto earlier_step = conclude(earlier);
            const bool is_sized = std::holds_alternative<sized>(earlier_step);
            if (is_sized)
                note_stale(model, *before);
            // Where the Hub was not asked, or only a cache was, the reason is in what was known
            // before, too.
            const bool is_asked = !context_.policy.is_offline && now.info != ask_state::unasked;
            if (is_sized || !is_asked)
            {
                step = std::move(earlier_step);
                now = std::move(earlier);
            }
        }
        out_.findings[id] = finding_of(step);
        out_.not_renewed[id] = std::move(now);
    }

    void note_stale(const model_to_size& model, const evidence& before)
    {
        out_.stale.push_back(model.model_id);
        if (out_.stale_since.empty() || before.checked < out_.stale_since)
            out_.stale_since = before.checked;
    }

    const evidence* known_of(const std::string& id) const
    {
        const auto found = known_.find(id);
        return found == known_.end() ? nullptr : &found->second;
    }

    std::span<const model_to_size> models_;
    std::map<std::string, evidence> known_;
    const size_context& context_;
    evidence_asker asker_;
    std::size_t next_ = 0;
    std::size_t done_ = 0;
    sized_models out_ = {};
};

}  // namespace

void use_network(size_context& context, network_state network)
{
    context.policy.is_offline = network != network_state::there;
    // Offline the cache may still answer.
    context.may_ask = network != network_state::missing;
}

const evidence* sized_models::evidence_of(const std::string& folded_id) const
{
    if (const auto found = not_renewed.find(folded_id); found != not_renewed.end())
        return &found->second;
    const auto found = keep.find(folded_id);
    return found == keep.end() ? nullptr : &found->second;
}

bool needs_hub(
    std::span<const model_to_size> models,
    const std::map<std::string, evidence>& known,
    const size_context& context
)
{
    return std::any_of(models.begin(), models.end(), [&](const model_to_size& model) {
        const auto found = known.find(fold_id(model.model_id));
        auto before = found == known.end() ? evidence() : found->second;
        if (!is_recent(before, context))
            forget_negative_answers(before);
        const auto now =
            evidence_to_start_with(model, found == known.end() ? nullptr : &before, context);
        const auto step = next_step(now, context.policy);
        return std::holds_alternative<std::vector<evidence_request>>(step);
    });
}

asio::awaitable<sized_models> size_models(
    std::span<const model_to_size> models,
    std::map<std::string, evidence> known,
    const size_context& context
)
{
    const auto executor = co_await asio::this_coro::executor;
    sizing all(models, std::move(known), context);
    auto start = [&] { return asio::co_spawn(executor, all.work(), asio::deferred); };
    std::vector<decltype(start())> workers;
    // More at once would only wait at the rate gate, each with its buffers.
    for (std::size_t i = 0; i < std::min(models.size(), models_sized_at_once); ++i)
        workers.push_back(start());
    if (workers.empty())
        co_return all.take();
    auto group = asio::experimental::make_parallel_group(std::move(workers));
    const auto [order, bugs] =
        co_await group.async_wait(asio::experimental::wait_for_all(), asio::use_awaitable);
    for (const auto& bug : bugs)
        // A stopped run cancels its coroutines, which is no bug.
        if (bug && !context.is_stopped())
            std::rethrow_exception(bug);
    co_return all.take();
}

}  // namespace muster
