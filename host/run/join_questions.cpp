#include "join_questions.hpp"

#include "base/amounts.hpp"

#include <algorithm>
#include <iterator>

namespace muster {

namespace {

// Row by row, as a row refers to the texts of its own table.
void append(listing& to, const listing& more)
{
    std::vector<std::string_view> tags;
    for (const auto& one : more.models)
    {
        const auto facts = one.facts();
        std::vector<stored_elements> stored;
        for (const auto& [dtype, elements] : facts.safetensors)
            stored.push_back({dtype, elements});
        tags.assign(one.tags.begin(), one.tags.end());
        record copy;
        copy.model_id = one.model_id;
        copy.name = one.name;
        copy.license = one.license;
        copy.popularity = one.popularity;
        copy.tags = tags;
        copy.commit = facts.commit;
        copy.gated = facts.gated;
        copy.safetensors = stored;
        copy.safetensors_total = facts.safetensors_total;
        copy.gguf_total = facts.gguf_total;
        to.models.add(copy);
    }
    to.rejected.insert(to.rejected.end(), more.rejected.begin(), more.rejected.end());
}

usage less_fresh(usage a, usage b)
{
    // Nothing takes nothing away from what the others gave.
    if (a == usage::stale || b == usage::stale)
        return usage::stale;
    return a == usage::none ? b : a;
}

/// What the silence of two questions of a source means together. What one of them lists no more
/// although no limit can explain that is missed, whatever limits the other.
source_coverage join(source_coverage a, source_coverage b)
{
    using enum coverage_kind;
    const auto has_answered = [](const auto& one) {
        return one.kind == complete || one.kind == cut;
    };
    if (!has_answered(a) || !has_answered(b))
        a.kind = a.kind == narrower && b.kind == narrower ? narrower : unknown;
    else if (a.kind != complete || b.kind != complete)
        a.kind = cut;
    a.above_the_cut.merge(b.above_the_cut);
    a.near_the_cut.merge(b.near_the_cut);
    return a;
}

// Of what one does not say the sum would say too little.
std::optional<std::uint64_t>
sum_of_all(std::optional<std::uint64_t> a, std::optional<std::uint64_t> b)
{
    return a && b ? std::optional(*a + *b) : std::nullopt;
}

std::optional<std::uint64_t>
sum_of_known(std::optional<std::uint64_t> a, std::optional<std::uint64_t> b)
{
    return a || b ? std::optional(a.value_or(0) + b.value_or(0)) : std::nullopt;
}

question_report report_of(const answered_question& one)
{
    const auto& report = one.report;
    return {
        one.words,
        report.questions.empty() ? "" : report.questions.front().start,
        report.listed,
        report.questions.empty() ? 0 : report.questions.front().limit,
        report.promised,
        report.missing,
        report.outcome,
        report.used_as,
        report.since,
        report.reason};
}

// Several may fail for one reason: it is said once, with the first of them.
std::string reason_of(std::vector<question_report> all)
{
    // What is wrong comes before what is only worth saying.
    std::ranges::stable_partition(all, [](const auto& one) { return one.outcome != verdict::ok; });
    std::string text;
    std::vector<std::string> said;
    for (const auto& one : all)
    {
        if (one.reason.empty() || std::ranges::find(said, one.reason) != said.end())
            continue;
        said.push_back(one.reason);
        const auto same = std::ranges::count(all, one.reason, &question_report::reason);
        text += text.empty() ? "" : "; ";
        text += one.words.empty() ? "the usual question" : one.words;
        if (same > 1)
            text += " and " + count_of(static_cast<std::uint64_t>(same - 1), "question") + " more";
        text += ": " + one.reason;
    }
    return text;
}

void join(source_report& to, const source_report& more)
{
    to.outcome = graver_of(to.outcome, more.outcome);
    to.used_as = less_fresh(to.used_as, more.used_as);
    if (to.since.empty() || (!more.since.empty() && more.since < to.since))
        to.since = more.since;
    // One question that came through proves that there is a network.
    to.is_out_of_reach = to.is_out_of_reach && more.is_out_of_reach;
    to.models += more.models;
    to.listed += more.listed;
    to.skipped += more.skipped;
    to.promised = sum_of_all(to.promised, more.promised);
    to.missing = sum_of_known(to.missing, more.missing);
    to.content_date = std::max(to.content_date, more.content_date);
    to.rejected.insert(to.rejected.end(), more.rejected.begin(), more.rejected.end());
    to.progress += more.progress;
    // They are asked at once, and each says since when the source was asked.
    to.took = std::max(to.took, more.took);
}

}  // namespace

answered_question join_questions(std::vector<answered_question> all)
{
    auto whole = std::move(all.front());
    auto& report = whole.report;
    if (all.size() == 1)
    {
        report.questions.clear();
        return whole;
    }
    std::vector<question_report> each = {report_of(whole)};
    for (auto one = std::next(all.begin()); one != all.end(); ++one)
    {
        each.push_back(report_of(*one));
        append(whole.used, one->used);
        join(report, one->report);
        whole.coverage = join(std::move(whole.coverage), std::move(one->coverage));
    }
    report.reason = reason_of(each);
    report.questions = std::move(each);
    // Of one question each; together they have none.
    report.line.clear();
    report.unchanged_since.clear();
    return whole;
}

}  // namespace muster
