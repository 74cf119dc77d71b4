#include "base/amounts.hpp"
#include "base/clock.hpp"
#include "context.hpp"
#include "data/data_files.hpp"
#include "files/file_io.hpp"
#include "muster/json_text.hpp"
#include "run/audit_catalog.hpp"
#include "run/run_report.hpp"
#include "single_sizes.hpp"

#include <boost/json/array.hpp>

#include <algorithm>

namespace asio = boost::asio;
namespace json = boost::json;

namespace muster {

namespace {

std::string number(const std::optional<double>& value) { return value ? number_text(*value) : "?"; }

std::string text_of(const audit_finding& finding)
{
    const auto head = finding.model_id + "  ";
    const auto origin = finding.origin.empty() ? std::string("the evidence") : finding.origin;
    switch (finding.verdict)
    {
        // With the date, since a private repository and a deleted one answer alike, and may be
        // back.
        case audit_verdict::missing:
            return head + "missing: the Hub answered on " + day_of(finding.answered_on) +
                   " that it has no such model, or that it is private\n";
        case audit_verdict::moved:
            return head + "moved: it is " + finding.derived_id.value_or("?") + " now\n";
        case audit_verdict::redundant:
            return head + finding.field + ' ' + number(finding.pinned) +
                   " is redundant: " + origin + " says the same\n";
        // The last sentence is its own.
        case audit_verdict::contradicted: break;
    }
    return head + finding.field + ' ' + number(finding.pinned) +
           " is contradicted: " + number(finding.derived) + " by " + origin + '\n';
}

result<std::vector<catalog_entry>> read_audited_catalog(program_context& context)
{
    if (context.words.size() > 1)
        return wrong_usage("audit takes one catalog file at most");
    const auto file = context.words.empty()
                          ? context.asked.chosen.data_directory / catalog_file_name
                          : std::filesystem::path(context.words.front());
    const auto text = read_file(file);
    if (text.has_error())
        return failure{// A file that was named and is not there is wrong usage; the catalog of the
                       // data is ours.
                       context.words.empty() ? text.error().code : make_error_code(errc::bad_value),
                       text.error().where};
    auto catalog = read_catalog(*text, file.string());
    // The same of its content: a file that was named is for its owner to mend.
    if (catalog.has_error() && !context.words.empty())
        return wrong_usage(catalog.error().where);
    if (catalog.has_error())
        return damaged_file(catalog.error());
    return catalog;
}

bool has_no_answer(const size_finding& finding)
{
    // A size that was found leaves no reason.
    return !finding.reason.empty() &&
           (finding.kind == unsized_kind::not_recorded || finding.kind == unsized_kind::not_asked ||
            finding.kind == unsized_kind::not_answered);
}

// Silence about an entry must not be taken for consent.
void tell_of_unjudged(
    program_context& context, const std::vector<catalog_entry>& catalog, const named_sizes& sizes
)
{
    const auto unjudged =
        std::count_if(catalog.begin(), catalog.end(), [&](const catalog_entry& entry) {
            const auto finding = sizes.finding_of(entry.model_id);
            return finding && has_no_answer(*finding);
        });
    if (unjudged > 0)
        context.out.say(
            std::to_string(unjudged) + " of " + std::to_string(catalog.size()) +
            " entries are not judged: too little of what the Hub says of them is recorded here" +
            (context.asked.chosen.offline ? "; without --offline it is asked" : "")
        );
}

}  // namespace

asio::awaitable<command_result> audit_command(program_context& context)
{
    const auto catalog = read_audited_catalog(context);
    if (catalog.has_error())
        co_return catalog.error();
    std::vector<std::string> ids;
    for (const auto& entry : *catalog)
        ids.push_back(entry.model_id);
    // Models of the catalog alone: what sources list is not judged here.
    auto sizing = size_named_models(context, ids);
    const auto sizes = co_await std::move(sizing);
    if (sizes.has_error())
        co_return sizes.error();

    const auto findings = audit_catalog(*catalog, sizes->found, sizes->aliases);
    json::array rows;
    std::string text;
    for (const auto& finding : findings)
    {
        rows.push_back(to_json(finding));
        text += text_of(finding);
    }
    context.out.result(context.asked.chosen.json ? to_json_text(rows) : text);
    // On the messages, so that the result stays one JSON text.
    tell_of_unjudged(context, *catalog, *sizes);
    const bool is_clean = std::all_of(findings.begin(), findings.end(), [](const auto& finding) {
        // A redundant pin does no harm, and is no reason to fail a script.
        return finding.verdict == audit_verdict::redundant;
    });
    const bool fails = context.asked.chosen.fail_on != fail_on::none && !is_clean;
    co_return fails ? exit_status::sources_failed : exit_status::ok;
}

}  // namespace muster
