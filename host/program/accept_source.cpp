#include "accept_source.hpp"

#include "base/amounts.hpp"
#include "base/clock.hpp"
#include "base/suggest.hpp"
#include "data/last_report.hpp"
#include "json/array_of.hpp"
#include "sources/high_water.hpp"
#include "sources/verdict.hpp"

#include <boost/json/object.hpp>

#include <charconv>

namespace json = boost::json;

namespace muster {

namespace {

std::optional<std::uint64_t> count_in(const json::object& source, std::string_view name)
{
    const auto* const value = source.if_contains(name);
    // The parser makes an int64 of every whole number that fits one.
    if (!value || !value->is_int64() || value->get_int64() < 0)
        return {};
    return static_cast<std::uint64_t>(value->get_int64());
}

/// Its entry in the last report; what was read of others instead, where there is none.
result<json::object> entry_of(const std::string& name, const json::object& report)
{
    std::vector<std::string> known;
    for (const auto& one : list_in(report, "sources"))
    {
        if (!one.is_object())
            continue;
        known.push_back(text_in(one.get_object(), "name"));
        if (known.back() == name)
            return one.get_object();
    }
    // Also where the report cannot be read.
    if (known.empty())
        return wrong_usage("no report of a run is here: --source accepts what the last run found");
    return wrong_usage(
        "the last run asked no source " + printable(name) + did_you_mean(name, known)
    );
}

/// The limit of a request: of a question, or among the options of a source.
std::uint64_t limit_in(const json::object& entry)
{
    if (const auto part = count_in(entry, "limit"))
        return *part;
    const auto* const options = entry.if_contains("options");
    const auto text =
        options && options->is_object() ? text_in(options->get_object(), "limit") : "";
    // A limit is a part of the decision: listings with another one are not measured by it.
    std::uint64_t limit = 0;
    std::from_chars(text.data(), text.data() + text.size(), limit);
    return limit;
}

/// Of a source's entry, or of one of its questions; nothing where there is nothing to accept.
std::optional<decision> acceptance_of(const json::object& entry)
{
    const auto outcome = text_in(entry, "verdict");
    const auto listed = count_in(entry, "listed");
    const auto missing = count_in(entry, "missing");
    const bool is_partial = outcome == to_string(verdict::partial) && missing;
    // Accepted ahead of time, the next loss would pass unseen.
    if (!(outcome == to_string(verdict::shrunk) || is_partial) || !listed)
        return {};
    decision made;
    made.models = *listed;
    if (is_partial)
        made.missing = missing;
    made.limit = limit_in(entry);
    if (auto words = text_in(entry, "question"); !words.empty())
        made.question = std::move(words);
    return made;
}

}  // namespace

result<std::vector<decision>> acceptances_of_source(const program_context& context)
{
    const auto& chosen = context.asked.chosen;
    const auto entry = entry_of(chosen.source, read_last_report(chosen.data_directory));
    if (entry.has_error())
        return entry.error();
    std::vector<decision> all;
    const auto add = [&](std::optional<decision> made) {
        if (!made)
            return;
        made->id = chosen.source;
        made->why = chosen.why;
        // With the time: it is about listings before it, of today, too.
        made->date = context.now;
        all.push_back(std::move(*made));
    };
    // What all gave together would measure none of them.
    if (const auto questions = list_in(*entry, "questions"); questions.size() > 1)
        for (const auto& one : questions)
            add(one.is_object() ? acceptance_of(one.get_object()) : std::nullopt);
    else
        add(acceptance_of(*entry));
    if (all.empty())
        return wrong_usage(
            printable(chosen.source) +
            " has neither shrunk in the last run nor given fewer rows than it promises (its "
            "verdict was " +
            text_in(*entry, "verdict") + "): there is nothing to accept"
        );
    return all;
}

std::string sentence_for_source(const decision& made)
{
    return printable(made.id) + (made.question ? ", " + printable(*made.question) : std::string()) +
           ": from the next run on its listing is measured by the " +
           count_of(*made.models, "model") + " of the last run, for " +
           std::to_string(high_water_days) + " days" +
           (made.missing ? "; " + count_of(*made.missing, "row") +
                               " fewer than promised is no partial answer until all come again"
                         : "") +
           '\n';
}

}  // namespace muster
