#include "summary.hpp"

#include "base/amounts.hpp"
#include "base/clock.hpp"
#include "catalog/archive.hpp"
#include "console.hpp"
#include "data/last_report.hpp"

#include <boost/algorithm/string/join.hpp>

#include <algorithm>
#include <map>
#include <span>

namespace muster {

namespace {

constexpr std::size_t verdict_columns = 11;

std::size_t questions_answered(const source_report& source)
{
    return static_cast<std::size_t>(
        std::ranges::count(source.questions, usage::fresh, &question_report::used_as)
    );
}

// The date is that of the oldest listing that stands in.
std::string answered_text(const source_report& source, std::size_t answered)
{
    std::string since;
    for (const auto& one : source.questions)
        // What failed without a listing to stand in has no date.
        if (one.used_as == usage::stale && (since.empty() || one.since < since))
            since = one.since;
    return std::to_string(answered) + " of " + count_of(source.questions.size(), "question") +
           " answered" +
           (since.empty()
                ? ""
                : " (for the others their last good listings, of " + day_of(since) + " or later)");
}

std::string what_was_used(const source_report& source)
{
    if (source.used_as == usage::none)
        return "nothing used";
    const auto models =
        // Rows without an id are no models yet.
        count_of(source.models - source.unresolved.size() - source.rejected_names, "model");
    const auto answered = questions_answered(source);
    if (source.used_as == usage::stale && answered == 0)
        return models + " of " + day_of(source.since) + " (its last good listing)";
    auto text = models;
    if (answered < source.questions.size())
        text += ", " + answered_text(source, answered);
    // A source that reads a file has nothing to tell of requests.
    if (source.progress.spent.requests > 0)
        text += ", " + count_of(source.progress.pages, "page") + ", " +
                bytes_text(source.progress.spent.bytes) + ", " + seconds_text(source.took);
    if (source.progress.spent.retries > 0)
        text += ", " + std::to_string(source.progress.spent.retries) + " retried";
    return text;
}

// Its verdict is that of a source that failed, or has no secret, which are other things to a
// reader.
std::string_view verdict_text(const source_report& source)
{
    return source.is_out_of_reach ? "not asked" : to_string(source.outcome);
}

// Said once, as the next report has fewer questions: who asks for less gets no word of what is
// left.
std::string dropped_text(const std::vector<std::string>& dropped)
{
    // One flag less may drop dozens.
    constexpr std::size_t named = 3;
    std::string names;
    for (const auto& one : std::span(dropped).first(std::min(dropped.size(), named)))
        // Each may have commas in it.
        names += (names.empty() ? "" : "; ") +
                 (one.empty() ? std::string("the usual question") : printable(one));
    if (dropped.size() > named)
        names += " and " + std::to_string(dropped.size() - named) + " more";
    const bool is_one = dropped.size() == 1;
    return count_of(dropped.size(), "question") + " of the run before " +
           (is_one ? "was" : "were") + " not asked: " + names + "\n      what " +
           (is_one ? "it" : "they") +
           " alone listed is no candidate now; its rows in models.json stay as they are";
}

std::string line_of(const source_report& source, const failed_runs& failed)
{
    auto line = "  " + padded(source.name, source_name_columns) +
                padded(verdict_text(source), verdict_columns) + what_was_used(source);
    if (source.inferred > 0)
        line += "; " + std::to_string(source.inferred) + " joined by name";
    if (!source.unresolved.empty())
        line += "; " + std::to_string(source.unresolved.size()) + " more without a Hub id";
    if (!source.rejected.empty())
        line += "; " + count_of(source.rejected.size(), "row") + " refused";
    if (source.skipped > 0)
        line += "; " + count_of(source.skipped, "row") + " left out";
    // The verdict shows a single failure.
    if (const auto runs = failed.find(source.name); runs != failed.end() && runs->second > 1)
        line += "; " + std::to_string(runs->second) + " failed runs in a row";
    // A missing network has a line of its own, for all sources.
    if (!source.reason.empty() && !source.is_out_of_reach)
        line += "\n      " + printable(source.reason);
    if (!source.dropped_questions.empty())
        line += "\n      " + dropped_text(source.dropped_questions);
    return line + '\n';
}

/// 0 where the step did not run, or found nothing.
std::uint64_t step(const run_report& report, const std::string& name)
{
    const auto found = report.steps.find(name);
    return found == report.steps.end() ? 0 : found->second;
}

std::string sizes_line(const run_report& report, const std::filesystem::path& data)
{
    auto line = count_of(step(report, "sized"), "model") + " in " + (data / "models.json").string();
    if (const auto old = step(report, "evidence_not_renewed"))
        line += "; " + std::to_string(old) + " sized from evidence of " +
                day_of(report.evidence_since) + " or later, which could not be renewed";
    line += '\n';
    if (const auto left = step(report, "models_left_to_ask_about"))
        line += "the time for sizing ended (--size-deadline): the Hub was asked about " +
                count_of(step(report, "models_asked_about"), "model") + ", and " +
                std::to_string(left) + (left == 1 ? " is" : " are") +
                " left; the next run goes on with them\n";
    return line;
}

/// Behind a count: "12 gated".
std::string kind_text(unsized_kind kind)
{
    switch (kind)
    {
        case unsized_kind::not_recorded:
            return "not recorded here (a run with a network asks the Hub)";
        case unsized_kind::not_asked: return "not asked for in this run";
        case unsized_kind::not_answered: return "without an answer in this run";
        case unsized_kind::gated: return "gated";
        case unsized_kind::none_on_hub: return "for which the Hub answered that there is none";
        default: return "for other reasons";
    }
}

// What can be done about most of them.
std::string unsized_line(const run_report& report)
{
    std::map<std::string, std::size_t> counts;
    for (const auto& one : report.unsized)
        counts[kind_text(one.kind)] += 1;
    auto line = std::to_string(report.unsized.size()) + " without a size";
    const char* between = ": ";
    // Kinds without a line of their own share "for other reasons", in the place of the last.
    for (const auto kind :
         {unsized_kind::not_recorded,
          unsized_kind::not_asked,
          unsized_kind::not_answered,
          unsized_kind::gated,
          unsized_kind::none_on_hub,
          unsized_kind::incomplete})
    {
        const auto found = counts.find(kind_text(kind));
        if (found == counts.end())
            continue;
        line += between + std::to_string(found->second) + ' ' + found->first;
        between = ", ";
    }
    return line + '\n';
}

/// all: how many were asked. Nothing for no names.
std::string names_line(const std::vector<std::string>& names, std::size_t all, const char* what)
{
    if (names.empty())
        return {};
    return std::to_string(names.size()) + " of " + count_of(all, "source") + what +
           boost::algorithm::join(names, ", ") + '\n';
}

bool gave_something(const source_report& source)
{
    return source.used_as == usage::fresh || questions_answered(source) > 0;
}

// A source that failed gave no listing of now; one that answered in part did.
std::string failures_line(const run_report& report)
{
    std::vector<std::string> failed;
    std::vector<std::string> partial;
    std::vector<std::string> old;
    std::size_t asked = 0;
    for (const auto& source : report.sources)
    {
        // "2 of 3 sources failed" counts those that were asked: a missing network is no failure of
        // theirs, and told already.
        if (source.outcome == verdict::disabled || source.is_out_of_reach)
            continue;
        asked += 1;
        if (source.outcome == verdict::old)
            old.push_back(source.name);
        else if (!did_well(source))
            // "failed" is what gave nothing of today, whatever stood in for it.
            (gave_something(source) ? partial : failed).push_back(source.name);
    }
    return names_line(failed, asked, " failed: ") +
           names_line(partial, asked, " answered in part: ") +
           names_line(old, asked, " with old content: ");
}

// One command says how: the report has one for each.
std::string held_line(const run_report& report)
{
    // One stands for all: the commands differ in the id alone.
    const auto& first = report.held.front();
    return count_of(report.held.size(), "change") + " held until accepted: muster accept " +
           printable(first.model_id) + " --why TEXT" +
           (report.held.size() > 1 ? ", and so on" : "") + "\n    " + printable(first.reason) +
           '\n';
}

// What the first part of the review page lists.
std::string waiting_line(const run_report& report)
{
    std::string parts;
    std::size_t all = 0;
    const auto add = [&](std::size_t count, const std::string& what) {
        if (count > 0)
            add_to_list(parts, count_of(count, what));
        all += count;
    };
    // An ingest repeats what waits.
    add(report.held.size() + report.still_held.size(), "held change");
    add(report.disagreements.size(), "catalog finding");
    std::size_t names = 0;
    for (const auto& source : report.sources)
        names +=
            static_cast<std::size_t>(std::ranges::count_if(source.unresolved, [](const auto& one) {
                return !one.likely.empty();
            }));
    // Those alone for which a model is likely: of the others there is nothing to confirm.
    add(names, "unconfirmed name");
    return all == 0
               ? ""
               : std::to_string(all) + " waiting for a person (" + parts + "): muster review\n";
}

std::string left_line(const run_report& report, const std::filesystem::path& data)
{
    std::string line;
    const auto add = [&line](std::size_t count, const std::string& what) {
        if (count > 0)
            line += (line.empty() ? "left out: " : ", ") + std::to_string(count) + what;
    };
    const auto by_license = std::ranges::count_if(report.left, &left_model::is_by_license);
    add(report.left.size() - static_cast<std::size_t>(by_license),
        " by " + (data / "policy.json").string());
    add(static_cast<std::size_t>(by_license), " by their licences (--license)");
    add(report.variants.size(), " as variants");
    add(report.rejected.size(), " rejected by decision");
    return line.empty() ? line : line + '\n';
}

/// Whether every source of it said so. Of others one was not asked, failed, or cut its list.
bool is_missed(const boost::json::value& row)
{
    const auto* const members = row.if_object();
    return members && !members->contains("limit_may_explain") &&
           (members->contains("unlisted_since") || members->contains("gone_since"));
}

/// Whether a limit may be why no source lists it.
bool may_be_cut_off(const boost::json::value& row)
{
    const auto* const members = row.if_object();
    return members && members->contains("limit_may_explain");
}

std::string lifecycle_lines(const run_report& report, const std::filesystem::path& data)
{
    std::string text;
    const auto add = [&text](std::size_t count, const std::string& what) {
        if (count > 0)
            text += count_of(count, "published model") + what + '\n';
    };
    const auto missed = static_cast<std::size_t>(std::ranges::count_if(report.unlisted, is_missed));
    add(missed, " that no source lists any more, kept for now (--grace)");
    const auto near_cut =
        static_cast<std::size_t>(std::ranges::count_if(report.unlisted, may_be_cut_off));
    add(near_cut, " that no source lists, which a limit may explain: kept for now (--grace)");
    add(report.unlisted.size() - missed - near_cut,
        " that no source listed in this run, and not all could tell: kept as is");
    const auto archived = " moved to " + (data / archive_file_name).string();
    const auto cut =
        static_cast<std::size_t>(std::ranges::count_if(report.archived, may_be_cut_off));
    add(report.archived.size() - cut, archived);
    add(cut, archived + ", which a limit may explain");
    add(report.back.size(), " back from " + (data / archive_file_name).string());
    add(step(report, "gone"),
        " gone: not listed in what this run asked for, or not in the staging file");
    return text;
}

}  // namespace

std::string summary_text(const run_report& report, const std::filesystem::path& data)
{
    std::string text;
    // A step that did not run has no line, which differs from one that found nothing.
    if (report.steps.contains("staged"))
        text += count_of(step(report, "staged"), "candidate") + " in " +
                (data / "staging_candidates.json").string() + '\n';
    if (report.steps.contains("sized"))
        text += sizes_line(report, data);
    if (!report.unsized.empty())
        text += unsized_line(report);
    text += left_line(report, data);
    text += lifecycle_lines(report, data);
    if (!report.held.empty())
        text += held_line(report);
    text += waiting_line(report);
    text += failures_line(report);
    for (const auto& source : report.sources)
        text += line_of(source, report.failed_runs);
    // Last, where a reader's eye ends.
    text += "why, one by one: " + (data / run_report_file_name).string();
    return text;
}

}  // namespace muster
