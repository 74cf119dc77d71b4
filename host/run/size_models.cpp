#include "size_models.hpp"

#include "contract/identity.hpp"
#include "evidence_asker.hpp"
#include "known_evidence.hpp"
#include "size_decisions.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/experimental/parallel_group.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <optional>
#include <utility>

namespace asio = boost::asio;

namespace muster {

namespace {

// So many models are decided on at once, before any of it is noted: few at first, since their texts
// are not known then, and each finding has to be packed again.
constexpr std::size_t models_of_first_batch = 256;
constexpr std::size_t models_of_a_batch = 8192;
constexpr std::size_t models_of_a_piece = 64;

/// All models of one run; its coroutines share one thread.
class sizing
{
public:
    sizing(const sizing_list& models, evidence_book known, const size_context& context)
        : models_(models), known_(std::move(known)), context_(context)
    {
        forget_old_answers();
    }

    /// Decides on all models of which enough is known, or as much as may be, without asking.
    void settle()
    {
        std::vector<std::optional<noted_model>> batch;
        std::size_t models = models_of_first_batch;
        for (std::size_t begin = 0; begin < models_.count && !context_.is_stopped();
             begin += batch.size())
        {
            batch.clear();
            batch.resize(std::min(models, models_.count - begin));
            models = std::min(models_of_a_batch, 2 * models);
            const auto pieces = (batch.size() + models_of_a_piece - 1) / models_of_a_piece;
            context_.over(pieces, [&](std::size_t piece) {
                const auto end = std::min(batch.size(), (piece + 1) * models_of_a_piece);
                for (auto i = piece * models_of_a_piece; i < end; ++i)
                    if (auto one = decisions_.begin(models_.at(begin + i));
                        !context_.may_ask || !wants_more(one.step))
                        batch[i] = to_note(settled(std::move(one)));
            });
            for (std::size_t i = 0; i < batch.size(); ++i)
                if (batch[i])
                    note(std::move(*batch[i]));
                else
                    to_ask_.push_back(static_cast<std::uint32_t>(begin + i));
        }
    }

    std::size_t left_to_ask() const noexcept { return to_ask_.size(); }

    /// The time for asking begins.
    void begin_asking() { asker_.emplace(context_); }

    /// Asks for models one after the other until none is left; several of these run at once.
    asio::awaitable<void> work()
    {
        while (next_ < to_ask_.size())
        {
            // One thread runs all coroutines, so that no lock is needed.
            auto model = models_.at(to_ask_[next_++]);
            auto sized = size(std::move(model));
            co_await std::move(sized);
        }
    }

    sized_models take()
    {
        std::vector<std::string> empty;
        // What no model of this run needed is kept: it may be needed again.
        known_.for_each([&empty](const evidence_book::summary& one) {
            if (!one.says_anything)
                empty.emplace_back(one.model_id);
        });
        for (const auto& id : empty)
            known_.erase(id);
        out_.keep = std::move(known_);
        if (asker_)
            out_.spent = asker_->spent();
        return std::move(out_);
    }

private:
    /// What comes of a model, made ready to be noted: that is done on one thread.
    struct noted_model
    {
        sizing_outcome outcome = {};
        finding_table::draft finding = {};
        evidence_book::draft known = {};  ///< where the outcome has new evidence
    };

    // A repository that was missing a month ago may be there today.
    void forget_old_answers()
    {
        std::vector<std::string> negative;
        known_.for_each([&negative](const evidence_book::summary& one) {
            if (one.has_negative)
                negative.emplace_back(one.model_id);
        });
        for (const auto& id : negative)
            if (auto old = known_.at(id); !is_recent(old, context_))
            {
                forget_negative_answers(old);
                known_.put(std::move(old));
            }
    }

    // One whose evidence is there, or may not be asked for.
    sizing_outcome settled(sizing_state one) const
    {
        one.is_known = one.now.info != ask_state::unasked;
        return decisions_.end(std::move(one));
    }

    asio::awaitable<void> size(model_to_size model)
    {
        auto one = decisions_.begin(std::move(model));
        if (wants_more(one.step) && asker_->may_go_on())
        {
            // What is asked at all is asked whole, so that all negative answers have one date.
            forget_negative_answers(one.now);
            one.is_as_known = false;
            one.step = next_step(one.now, context_.policy);
        }
        one.is_known = one.now.info != ask_state::unasked;
        while (auto* requests = std::get_if<std::vector<evidence_request>>(&one.step))
        {
            if (!asker_->may_go_on())
                break;
            one.is_asked = true;
            one.is_as_known = false;
            // Each step decides from all answers so far what else is needed.
            auto asking = asker_->ask(std::move(*requests), one.now);
            co_await std::move(asking);
            one.step = next_step(one.now, context_.policy);
        }
        out_.asked += one.is_asked ? 1 : 0;
        const bool is_left =
            wants_more(one.step) && context_.may_ask && !context_.policy.is_offline;
        out_.left += is_left ? 1 : 0;
        note(to_note(decisions_.end(std::move(one))));
    }

    noted_model to_note(sizing_outcome one) const
    {
        noted_model out;
        out.finding = out_.findings.prepare(one.model_id, std::move(one.finding));
        if (one.known)
            out.known = evidence_book::prepare(*std::move(one.known));
        one.known.reset();
        out.outcome = std::move(one);
        return out;
    }

    void note(noted_model one)
    {
        using record = sizing_outcome::record;
        auto& about = one.outcome;
        if (about.is_answered)
            out_.answered.insert(fold_id(about.model_id));
        if (about.is_stale)
        {
            out_.stale.push_back(about.model_id);
            if (out_.stale_since.empty() || about.stale_since < out_.stale_since)
                out_.stale_since = about.stale_since;
        }
        out_.findings.add(one.finding);
        if (about.as == record::is_text)
            known_.note_text_at(about.filed_place);
        else if (about.as == record::is_new)
            known_.put(std::move(one.known));
        else if (one.known)
            out_.not_renewed.put(std::move(one.known));
        done_ += 1;
        if (context_.on_model)
            context_.on_model(done_, models_.count);
    }

    const sizing_list& models_;
    evidence_book known_;
    const size_context& context_;
    size_decisions decisions_{known_, context_};
    std::optional<evidence_asker> asker_ = {};
    std::vector<std::uint32_t> to_ask_ = {};
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

std::optional<evidence> sized_models::evidence_of(std::string_view model_id) const
{
    auto found = not_renewed.find(model_id);
    return found ? found : keep.find(model_id);
}

asio::awaitable<sized_models>
size_models(sizing_list models, evidence_book known, size_context& context)
{
    const auto executor = co_await asio::this_coro::executor;
    sizing all(models, std::move(known), context);
    all.settle();
    if (all.left_to_ask() == 0)
        co_return all.take();
    // What is settled is so with a network and without.
    if (context.before_asking)
    {
        auto preparing = context.before_asking(context);
        co_await std::move(preparing);
    }
    all.begin_asking();
    auto start = [&] { return asio::co_spawn(executor, all.work(), asio::deferred); };
    std::vector<decltype(start())> workers;
    // More at once would only wait at the rate gate, each with its buffers.
    for (std::size_t i = 0; i < std::min(all.left_to_ask(), models_sized_at_once); ++i)
        workers.push_back(start());
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
