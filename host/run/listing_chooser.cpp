#include "listing_chooser.hpp"

#include "contract/identity.hpp"
#include "plan/questions.hpp"
#include "stage_candidates.hpp"
#include "staging/identify.hpp"
#include "staging/normalize.hpp"

#include <algorithm>
#include <optional>
#include <set>

namespace muster {

namespace {

/// By the names of today, as rows have them.
void add_ids(
    std::unordered_set<std::uint64_t>& ids, const listing& published, const alias_table& aliases
)
{
    for (const auto& model : published.models)
        if (!model.model_id.empty())
            ids.insert(folded_hash(aliases.resolve(model.model_id)));
}

/// A source may list a model by the name that it had.
void add_names_of_today(std::set<std::string>& ids, const alias_table& aliases)
{
    std::set<std::string> more;
    for (const auto& id : ids)
        more.insert(fold_id(aliases.resolve(id)));
    ids.merge(more);
}

id_history history_in(const saved_listing& kept)
{
    id_history told;
    if (!kept.listing)
        return told;
    told = extend_history(kept.listing->published_ids, kept.listing->published);
    // A smaller listing may hold names that the present limit cuts off.
    for (const auto& one : kept.listing->smaller_snapshots)
        told = extend_history(std::move(told), one.published);
    return told;
}

/// What a damaged snapshot means for the run. Precondition: there is one.
std::string damage_text(const saved_listing& kept, const chosen_listing& chosen)
{
    const std::string now = chosen.keep ? "what it lists now is written in its place"
                            : chosen.used_as == usage::none
                                ? "nothing stands in for it until it answers in full"
                                : "what came of it is used, and measured by nothing";
    return chosen.used.plugin + ": " + kept.reason + "; " + now;
}

/// How many rows of what was kept may stand in for a plugin that does not say how the limit is
/// dealt between its questions: as many as were asked for last.
std::uint64_t
limit_of_today(const unusable_source& unusable, const listing_snapshot& kept, std::size_t questions)
{
    const auto& newest = kept.smaller_snapshots.empty() ? kept : kept.smaller_snapshots.back();
    return questions == 1 && unusable.record_limit != 0 ? unusable.record_limit : limit_of(newest);
}

/// What came of a source, before anything is chosen.
source_report report_of(const source_plan& plan, const fetched_source& fetched)
{
    const auto& listing = fetched.listing;
    source_report report;
    report.name = plan.description.name;
    report.label = plan.description.source;
    report.version = plan.description.version;
    report.options = listing.request.options;
    report.listed = listing.request.published.models.size();
    if (const auto& starts = listing.request.start; !starts.empty())
        report.questions.push_back({.start = starts.front(), .limit = limit_of(listing.request)});
    report.skipped = listing.skipped;
    report.promised = listing.promised;
    report.missing = listing.missing;
    report.is_out_of_reach = fetched.lacks_network;
    report.progress = fetched.progress;
    report.took = fetched.took;
    return report;
}

void note_choice(source_report& report, const chosen_listing& chosen)
{
    report.outcome = chosen.outcome;
    report.used_as = chosen.used_as;
    report.since = chosen.since;
    report.reason = chosen.reason;
    report.models = chosen.used.models.size();
    report.content_date = chosen.content_date;
    report.unchanged_since = chosen.unchanged_since;
    report.line = chosen.line;
}

std::optional<int> days_of(std::optional<std::chrono::milliseconds> age)
{
    if (!age || age->count() == 0)
        return {};
    return static_cast<int>(std::chrono::ceil<std::chrono::days>(*age).count());
}

// An owner, say, is asked for models of several tasks at once.
bool has_several_of_a_list(const descriptor& source, const source_question& question)
{
    return std::ranges::any_of(question.options, [&source](const auto& one) {
        const auto* const option = source.find_option(one.first);
        return option && option->is_list && one.second.find(',') != std::string::npos;
    });
}

}  // namespace

listing_chooser::listing_chooser(const fetch_context& context, const ingest_policy& policy)
    : context_(context), policy_(policy), saved_(context.data_directory)
{
}

result<void> listing_chooser::take(const source_plan& plan, std::vector<fetched_source> fetched)
{
    std::vector<answered_question> answers;
    for (std::size_t i = 0; i < fetched.size(); ++i)
    {
        const auto question = plan.questions.empty()
                                  ? source_question{.record_limit = plan.record_limit}
                                  : plan.questions[i];
        auto answer = choose(plan, question, std::move(fetched[i]));
        if (answer.has_error())
            return answer.error();
        answers.push_back(std::move(*answer));
    }
    auto whole = join_questions(std::move(answers));
    auto elsewhere = listed_elsewhere(plan);
    if (elsewhere.has_error())
        return elsewhere.error();
    whole.coverage.listed_elsewhere = std::move(*elsewhere);
    if (plan.questions.size() > 1)
        whole.report.options = empty_snapshot_of(plan, context_).options;
    auto normal = normalize(whole.used);
    // What is refused here, by its id, was counted as it came.
    whole.report.models -= normal.rejected.size() - whole.used.rejected.size();
    whole.report.rejected = normal.rejected;
    // Facts of repositories are read from these later; normalized rows refer to them.
    out_.used.push_back(std::move(whole.used));
    out_.listings.push_back(std::move(normal));
    out_.sources.push_back(std::move(whole.report));
    out_.coverage.push_back(std::move(whole.coverage));
    return {};
}

result<void> listing_chooser::take(const unusable_source& unusable)
{
    auto keys = saved_.keys_of(unusable.name);
    if (keys.empty())
        keys.emplace_back();
    source_plan plan;
    plan.description.name = unusable.name;
    std::vector<fetched_source> nothing;
    for (const auto& key : keys)
    {
        auto kept = saved_.read(unusable.name, key);
        if (kept.has_error())
            return kept.error();
        auto& listing = nothing.emplace_back().listing;
        listing.outcome = unusable.outcome;
        listing.reason = unusable.reason;
        listing.request.published.plugin = unusable.name;
        plan.questions.push_back({key, key});
        if (!kept->listing)
            continue;
        const auto limit = limit_of_today(unusable, *kept->listing, keys.size());
        plan.questions.back().record_limit = limit;
        // Without its plugin nobody knows the options of today: those of then are taken as
        // unchanged.
        listing.request.options = kept->listing->options;
        for (auto& [name, value] : listing.request.options)
            if (name == "limit")
                value = std::to_string(limit);
        plan.description.source = kept->listing->published.label;
        plan.questions.back().words = question_words(key, kept->listing->options);
    }
    return take(plan, std::move(nothing));
}

void listing_chooser::note(const unusable_source& unusable)
{
    out_.warnings.push_back(
        unusable.name + ": " + unusable.reason + "; another plugin of this name was asked"
    );
}

ingest_result listing_chooser::finish(const source_plans& sources)
{
    for (const auto& disabled : sources.disabled)
    {
        out_.sources.push_back(report_of(disabled));
        // Who forgets a secret for a night has not chosen that its models go.
        out_.coverage.push_back({disabled.description.source, coverage_kind::unknown});
    }
    std::sort(out_.sources.begin(), out_.sources.end(), [](const auto& a, const auto& b) {
        return a.name < b.name;
    });
    // After all sources are in: names of one may stand for ids of another.
    stage_candidates(policy_, out_);
    return std::move(out_);
}

result<std::unordered_set<std::uint64_t>> listing_chooser::listed_elsewhere(const source_plan& plan
) const
{
    std::unordered_set<std::uint64_t> ids;
    std::unordered_set<std::uint64_t> asked_about;
    const auto& name = plan.description.name;
    auto others = saved_.keys_of(name);
    std::erase_if(others, [&plan](const auto& key) { return asks(plan, key); });
    if (others.empty())
        return ids;
    for (const auto& key : saved_.keys_of(name))
    {
        const auto kept = saved_.read(name, key);
        if (kept.has_error())
            return kept.error();
        if (!kept->listing)
            continue;
        auto& into = asks(plan, key) ? asked_about : ids;
        add_ids(into, kept->listing->published, policy_.aliases);
        for (const auto& one : kept->listing->smaller_snapshots)
            add_ids(into, one.published, policy_.aliases);
    }
    std::erase_if(ids, [&asked_about](auto id) { return asked_about.contains(id); });
    return ids;
}

bool listing_chooser::asks(const source_plan& plan, const std::string& key)
{
    return plan.questions.empty() ? key.empty()
                                  : std::ranges::find(plan.questions, key, &source_question::key) !=
                                        plan.questions.end();
}

result<answered_question> listing_chooser::choose(
    const source_plan& plan, const source_question& question, fetched_source fetched
)
{
    auto kept = saved_.read(plan.description.name, question.key);
    if (kept.has_error())
        return kept.error();
    auto told = history_in(*kept);
    auto& request = fetched.listing.request;
    const auto how = policy_for(plan, question);
    // The file stores only what the listing itself does not say.
    request.published_ids = history_without(told, request.published);
    out_.id_histories[plan.description.name].merge(told);
    listing_snapshot asked;
    asked.options = request.options;
    asked.start = request.start;
    auto report = report_of(plan, fetched);
    auto chosen =
        choose_listing(std::move(fetched.listing), kept->listing ? &*kept->listing : nullptr, how);

    answered_question out;
    out.words = question.words;
    out.coverage = coverage_of(chosen, asked, kept->listing ? &*kept->listing : nullptr, how);
    add_names_of_today(out.coverage.above_the_cut, policy_.aliases);
    add_names_of_today(out.coverage.near_the_cut, policy_.aliases);
    note_choice(report, chosen);
    add_reason(report.reason, kept->reason);
    if (!kept->reason.empty())
        out_.warnings.push_back(damage_text(*kept, chosen));
    out.report = std::move(report);
    out.used = std::move(chosen.used);
    if (chosen.keep)
    {
        chosen.keep->question = question.key;
        out_.keep.push_back(std::move(*chosen.keep));
    }
    return out;
}

listing_policy
listing_chooser::policy_for(const source_plan& plan, const source_question& question) const
{
    const auto& source = plan.description;
    listing_policy how;
    how.max_shrink = policy_.max_shrink;
    how.may_use_stale = policy_.may_use_stale;
    how.record_limit = question.record_limit;
    // Of a source without ids the loss is judged by its names.
    how.names_count = source.names_only;
    for (const auto& option : source.options)
        if (option.narrows)
            how.narrowing.push_back(option.name);
    how.is_limit_shared = has_several_of_a_list(source, question);
    how.may_be_empty = question.is_beside;
    how.is_one_of_several = plan.questions.size() > 1;
    if (!question.is_beside)
        how.content_days = days_of(policy_.content_age ? policy_.content_age : source.content_age);
    const auto found = policy_.accepted.find({source.name, question.words});
    // What was accepted of a small limit does not measure a wide run.
    if (found != policy_.accepted.end() &&
        found->second.limit.value_or(question.record_limit) == question.record_limit)
        how.accepted = found->second;
    return how;
}

}  // namespace muster
