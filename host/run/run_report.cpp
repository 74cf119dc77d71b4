#include "run_report.hpp"

#include "contract/identity.hpp"
#include "json/array_of.hpp"
#include "list_limit.hpp"
#include "list_report.hpp"

#include <boost/json/array.hpp>

#include <algorithm>
#include <map>
#include <span>
#include <string_view>

namespace json = boost::json;

namespace muster {

namespace {

// A source gone mad may refuse millions of rows: the report names the first, and counts all.
constexpr std::size_t rejections_listed_limit = 100;

json::array rejections_to_json(const std::vector<rejection>& rejected)
{
    // All are counted in "rejected"; the list is for finding the fault.
    const auto listed = std::min(rejected.size(), rejections_listed_limit);
    return array_of(std::span(rejected).first(listed), [](const rejection& one) {
        return json::object{{"where", one.where}, {"why", one.why}};
    });
}

/// By name: counts or texts.
template <class Counts>
json::object counts_to_json(const Counts& counts)
{
    json::object out;
    for (const auto& [name, count] : counts)
        out[name] = count;
    return out;
}

json::object mark_to_json(const listing_mark& mark)
{
    return {{"date", mark.date}, {"models", mark.rows}, {"with_id", mark.ids}};
}

// Absent is not zero: what is not known has no member.
json::object question_to_json(const question_report& one)
{
    json::object out{
        {"question", one.words},
        {"start", one.start},
        {"listed", one.listed},
        {"verdict", to_string(one.outcome)},
        {"used", to_string(one.used_as)}};
    if (one.limit > 0)
        out["limit"] = one.limit;
    if (one.promised)
        out["promised"] = *one.promised;
    if (one.missing)
        out["missing"] = *one.missing;
    if (!one.since.empty())
        out["since"] = one.since;
    if (!one.reason.empty())
        out["reason"] = one.reason;
    return out;
}

// What this run's own listing was, where there is one.
void add_listing(const source_report& report, json::object& out)
{
    if (!report.options.empty())
        out["options"] = counts_to_json(report.options);
    // Without a page 0 would look like an empty listing.
    if (report.progress.pages > 0)
        out["listed"] = report.listed;
    if (!report.questions.empty())
        out["questions"] = array_of(report.questions, question_to_json);
    if (!report.dropped_questions.empty())
        out["dropped_questions"] =
            json::array(report.dropped_questions.begin(), report.dropped_questions.end());
    if (report.skipped > 0)
        out["skipped"] = report.skipped;
    if (report.promised)
        out["promised"] = *report.promised;
    if (report.missing)
        out["missing"] = *report.missing;
    if (!report.content_date.empty())
        out["content_date"] = report.content_date;
    if (!report.last_content_date.empty())
        out["last_content_date"] = report.last_content_date;
    if (!report.unchanged_since.empty())
        out["unchanged_since"] = report.unchanged_since;
    if (!report.line.empty())
        out["line"] = array_of(report.line, mark_to_json);
}

json::object source_to_json(const source_report& report)
{
    json::object out{
        {"name", report.name},
        {"source", report.label},
        {"version", report.version},
        {"verdict", to_string(report.outcome)},
        {"used", to_string(report.used_as)}};
    if (!report.since.empty())
        out["since"] = report.since;
    if (!report.reason.empty())
        out["reason"] = report.reason;
    out["records"] = report.models;
    if (const auto without_id = report.unresolved.size() + report.rejected_names)
        // Settled names count too: they are rows of the source without an id.
        out["without_id"] = without_id;
    out["rejected"] = report.rejected.size();
    add_listing(report, out);
    out["pages"] = report.progress.pages;
    out["requests"] = report.progress.spent.requests;
    out["retries"] = report.progress.spent.retries;
    out["bytes"] = report.progress.spent.bytes;
    // With milliseconds, as scripts compare runs.
    out["seconds"] = static_cast<double>(report.took.count()) / 1000;
    if (!report.rejected.empty())
        out["rejections"] = rejections_to_json(report.rejected);
    return out;
}

json::object unsized_to_json(const unsized_model& one)
{
    return {{"model_id", one.model_id}, {"kind", to_string(one.kind)}, {"reason", one.reason}};
}

json::object rank_to_json(const ranked_model& one)
{
    return {
        {"model_id", one.model_id},
        {"fused", fused_score(one.ranks)},
        {"ranks", counts_to_json(one.ranks)}};
}

/// Cuts the lists that may name all models of a listing; `more` says what was left out of each,
/// with what was left out of them before. What waits for a person is never cut.
void limit_lists(json::object& out, const std::map<std::string_view, std::size_t>& left_out = {})
{
    auto more = out.contains("more") ? out.at("more").as_object() : json::object();
    for (const auto* name :
         {"unsized",
          "inferred",
          "left_out",
          "variants",
          "rejected",
          "licenses",
          "unlisted",
          "archived",
          "back",
          "doubtful_builds"})
    {
        auto* const member = out.if_contains(name);
        auto* const list = member ? member->if_array() : nullptr;
        const auto listed = std::min(list ? list->size() : 0, listed_models_limit);
        const auto known = left_out.find(name);
        const auto cut =
            (list ? list->size() - listed : 0) + (known == left_out.end() ? 0 : known->second);
        if (cut == 0)
            continue;
        // A list that is cut twice lost the most of them the first time.
        const auto* const before = more.if_contains(name);
        more[name] = before ? before->to_number<std::size_t>() + cut : cut;
        // Never null: a list that was cut when it was made is in the report with the rest.
        list->resize(listed);
    }
    if (!more.empty())
        out["more"] = std::move(more);
}

// When the sources were asked that the report tells of.
void tell_when_asked(const run_report& report, json::object& out)
{
    const auto* const earlier = report.before.if_contains("asked");
    const auto* const date = earlier ? earlier : report.before.if_contains("date");
    if (!report.sources.empty())
        out["asked"] = report.date;
    // Reports of versions before "asked" have the date of the run alone.
    else if (date && date->is_string() && !list_in(out, "sources").empty())
        out["asked"] = *date;
}

/// How many of a list the earlier report left out, where it is taken over.
void pass_on_more(const json::object& before, std::string_view name, json::object& out)
{
    const auto* const more = before.if_contains("more");
    const auto* const counts = more ? more->if_object() : nullptr;
    const auto* const count = counts ? counts->if_contains(name) : nullptr;
    boost::system::error_code ec;
    const auto number = count ? count->to_number<std::size_t>(ec) : 0;
    // The report may have been edited.
    if (ec || number == 0)
        return;
    if (!out.contains("more"))
        out["more"] = json::object();
    out.at("more").as_object()[name] = number;
}

// What an ingest found is no less true when an update follows it.
void pass_on(const run_report& report, json::object& out)
{
    // Only an update has a report before it. What it finds anew, as sizes and held changes, is not
    // taken from there.
    for (const auto* name :
         {"sources", "unresolved", "inferred", "variants", "doubtful_builds", "ranks"})
        if (list_in(out, name).empty())
            if (const auto& list = list_in(report.before, name); !list.empty())
            {
                out[name] = list;
                pass_on_more(report.before, name, out);
            }
    for (const auto* name : {"left_out", "rejected"})
    {
        // United rather than replaced: an ingest and an update leave out different models.
        auto list = list_in(out, name);
        for (const auto& one : list_in(report.before, name))
            if (std::find(list.begin(), list.end(), one) == list.end())
                list.push_back(one);
        if (!list.empty())
            out[name] = std::move(list);
    }
    tell_when_asked(report, out);
}

}  // namespace

std::vector<ranked_model> ranks_of(const candidate_table& staged, const rank_table& ranks)
{
    std::vector<ranked_model> out;
    for (std::size_t i = 0; i < std::min(staged.size(), ranks_listed_limit); ++i)
    {
        const auto found = ranks.find(fold_id(staged.id_at(i)));
        // A model with popularity 0 has no rank anywhere.
        if (found != ranks.end())
            out.push_back({std::string(staged.id_at(i)), found->second});
    }
    return out;
}

json::object to_json(const audit_finding& finding)
{
    const auto number_or_null = [](const std::optional<double>& number) {
        // Scripts tell "no value" from a missing member of an older version.
        return number ? json::value(*number) : json::value(nullptr);
    };
    json::object out{
        {"model_id", finding.model_id},
        {"field", finding.field},
        {"pinned", number_or_null(finding.pinned)},
        {"derived",
         finding.derived_id ? json::value(*finding.derived_id) : number_or_null(finding.derived)},
        {"origin", finding.origin},
        {"verdict", to_string(finding.verdict)}};
    if (!finding.answered_on.empty())
        out["answered"] = finding.answered_on;
    return out;
}

json::object to_json(const run_report& report)
{
    json::object out{{"command", report.command}, {"date", report.date}};
    if (report.was_interrupted)
        out["interrupted"] = true;
    if (report.network != network_state::there)
        // Absent in the usual case, as everywhere.
        out["network"] = to_string(report.network);
    out["sources"] = array_of(report.sources, source_to_json);
    if (!report.failed_runs.empty())
        out["failed_runs"] = counts_to_json(report.failed_runs);
    out["steps"] = counts_to_json(report.steps);
    if (!report.evidence_since.empty())
        out["evidence_since"] = report.evidence_since;
    // What is not listed is not made, either: the lists may name a million models.
    std::map<std::string_view, std::size_t> left_out;
    auto unsized = limited("unsized", report.unsized, unsized_to_json);
    out["unsized"] = std::move(unsized.rows);
    left_out["unsized"] = unsized.more;
    out["unresolved"] = unresolved_to_json(report.sources);
    out["pins_that_disagree"] = array_of(report.disagreements);
    // An ingest decides nothing about held changes: it repeats what waits.
    out["held"] = report.still_held.empty() ? held_to_json(report.held) : report.still_held;
    auto findings = list_findings(report);
    for (auto& one : findings)
        if (!one.rows.empty())
        {
            out[one.name] = std::move(one.rows);
            left_out[one.name] = one.more;
        }
    if (!report.ranks.empty())
        out["ranks"] = array_of(report.ranks, rank_to_json);
    if (!report.notes.empty())
        out["notes"] = json::array(report.notes.begin(), report.notes.end());
    // Before the lists of two runs are compared with each other.
    limit_lists(out, left_out);
    // It looks at what this run itself has to say.
    pass_on(report, out);
    limit_lists(out);
    return out;
}

}  // namespace muster
