#include "unlisted.hpp"

#include "contract/identity.hpp"
#include "json/array_of.hpp"
#include "json/member_reader.hpp"
#include "muster/json_text.hpp"
#include "text/date.hpp"

#include <boost/algorithm/string/classification.hpp>
#include <boost/algorithm/string/split.hpp>

#include <algorithm>
#include <map>
#include <optional>

namespace json = boost::json;

namespace muster {

namespace {

// A hundred years: what is more was not written here.
constexpr int paused_days_limit = 36'525;

const source_coverage* find_source(std::span<const source_coverage> all, const std::string& label)
{
    const auto found = std::ranges::find(all, label, &source_coverage::label);
    return found == all.end() ? nullptr : &*found;
}

/// What one of its sources means by not listing a model. before: what an earlier run found of it,
/// or null.
coverage_kind
silence_of(const source_coverage* source, const std::string& id, const unlisted_model* before)
{
    // Another question gave it, which was not asked tonight; unless this one has missed it before.
    const bool was_missed = before && !before->since.empty();
    if (!was_missed && source->listed_elsewhere.contains(folded_hash(id)))
        return coverage_kind::unknown;
    if (source->kind != coverage_kind::cut)
        return source->kind;
    if (source->above_the_cut.contains(id))
        return coverage_kind::complete;
    // What is known of a limit, that it explains it or not, no later cut changes.
    if (was_missed)
        return before->is_limited ? coverage_kind::limited : coverage_kind::complete;
    if (source->near_the_cut.contains(id))
        return coverage_kind::limited;
    // One that stands already was not put below a limit by anybody.
    return before ? coverage_kind::complete : coverage_kind::narrower;
}

/// The verdict of all sources of a row together. Nothing where the row goes at once.
std::optional<coverage_kind>
silence_about(const model_row& row, const unlisted_rules& rules, const unlisted_model* before)
{
    std::vector<std::string> labels;
    boost::split(labels, row.source.value_or(""), boost::is_any_of("+"));
    std::erase_if(labels, [](const auto& one) { return one.empty() || one == catalog_source; });
    const auto id = fold_id(row.model_id);
    bool is_unknown = false;
    bool is_missed = false;
    bool is_chosen = true;
    for (const auto& label : labels)
    {
        const auto* const source = find_source(rules.sources, label);
        const bool is_left_out = rules.are_sources_named ||
                                 std::ranges::find(rules.left_out, label) != rules.left_out.end();
        const auto kind = source        ? silence_of(source, id, before)
                          : is_left_out ? coverage_kind::narrower
                                        : coverage_kind::unknown;
        is_unknown = is_unknown || kind == coverage_kind::unknown;
        is_missed = is_missed || kind == coverage_kind::complete;
        is_chosen = is_chosen && kind == coverage_kind::narrower;
    }
    // First: a source that could not answer may list it still.
    if (is_unknown)
        return coverage_kind::unknown;
    if (is_chosen)
        return {};
    // One that lists it no more is enough: the limit of another brings no row back.
    return is_missed ? coverage_kind::complete : coverage_kind::limited;
}

unlisted_model not_confirmed(unlisted_model one, const std::string& today)
{
    one.is_confirmed = false;
    one.is_due = false;
    if (!one.since.empty() && one.paused_since.empty())
        one.paused_since = today;
    return one;
}

/// How many days without a confirmation lie between two: the first of them may have had one, too.
int days_paused(const unlisted_model& one, const std::string& today)
{
    const auto days = days_between(one.paused_since, today).value_or(0) - 1;
    return std::clamp(one.paused_days + std::max(days, 0), 0, paused_days_limit);
}

/// before: as an earlier run found it, or new. Dates in this form sort as they follow each other.
unlisted_model
found_again(unlisted_model before, coverage_kind silence, const unlisted_rules& rules)
{
    before.is_due = false;
    // A clock that is behind counts nothing, and one that was ahead is forgotten.
    if (rules.today < rules.last_day)
    {
        before.is_confirmed = false;
        return before;
    }
    if (before.since > rules.today)
        before.since = rules.today;
    if (silence == coverage_kind::unknown)
        return not_confirmed(std::move(before), rules.today);
    before.is_confirmed = true;
    // Nothing was known of it so far: from today on it is missed.
    if (before.is_limited && silence == coverage_kind::complete)
        before = {.model_id = before.model_id};
    before.is_limited = silence == coverage_kind::limited;
    if (before.since.empty())
        before.since = rules.today;
    before.paused_days = days_paused(before, rules.today);
    before.paused_since.clear();
    const auto counted = days_between(before.since, rules.grace_end);
    before.is_due = counted && *counted >= before.paused_days;
    return before;
}

}  // namespace

std::vector<unlisted_model> find_unlisted(const row_table& published, const unlisted_rules& rules)
{
    std::vector<unlisted_model> out;
    std::map<std::string, const unlisted_model*> known;
    for (const auto& one : rules.before)
        known.emplace(fold_id(one.model_id), &one);
    for (std::size_t i = 0; i < published.size(); ++i)
    {
        // Most are listed: they are not even read.
        if (rules.is_listed(std::string(published.id_at(i))))
            continue;
        const auto row = published[i];
        const auto found = known.find(fold_id(row.model_id));
        const auto* const before = found == known.end() ? nullptr : found->second;
        const auto silence = silence_about(row, rules, before);
        if (!silence)
            continue;
        auto one = before ? *before : unlisted_model();
        one.model_id = row.model_id;
        // A run may have been killed between the rows and the list of what is unlisted.
        if (!before && row.unlisted_since)
            one.since = *row.unlisted_since;
        out.push_back(found_again(std::move(one), *silence, rules));
    }
    return out;
}

std::vector<unlisted_model>
none_confirmed(std::vector<unlisted_model> before, const std::string& today)
{
    for (auto& one : before)
        one = not_confirmed(std::move(one), today);
    return before;
}

json::object to_json(const unlisted_model& one)
{
    json::object out{{"model_id", one.model_id}};
    if (!one.since.empty())
        out["unlisted_since"] = one.since;
    if (!one.is_confirmed)
        out["confirmed"] = false;
    if (!one.paused_since.empty())
        out["paused_since"] = one.paused_since;
    if (one.paused_days > 0)
        out["paused_days"] = one.paused_days;
    if (one.is_due)
        out["grace_is_over"] = true;
    if (one.is_limited)
        out["limit_may_explain"] = true;
    return out;
}

result<std::vector<unlisted_model>> read_unlisted(std::string_view text, std::string_view file_name)
{
    std::vector<unlisted_model> models;
    const auto done = read_list(text, file_name, [&](member_reader& members) -> result<void> {
        auto& one = models.emplace_back();
        one.model_id = members.required_text("model_id");
        one.since = members.text("unlisted_since").value_or("");
        one.is_confirmed = members.yes_no("confirmed").value_or(true);
        one.paused_since = members.text("paused_since").value_or("");
        const auto days = members.count("paused_days").value_or(0);
        one.paused_days = static_cast<int>(std::min<std::uint64_t>(days, paused_days_limit));
        if (days > static_cast<std::uint64_t>(paused_days_limit))
            members.fault("paused_days", "is more than " + std::to_string(paused_days_limit));
        one.is_due = members.yes_no("grace_is_over").value_or(false);
        one.is_limited = members.yes_no("limit_may_explain").value_or(false);
        if (!one.since.empty() && !is_date(one.since))
            members.fault("unlisted_since", "is no date as 2026-11-01");
        if (!one.paused_since.empty() && !is_date(one.paused_since))
            members.fault("paused_since", "is no date as 2026-11-01");
        members.allow_only(
            {"model_id",
             "unlisted_since",
             "confirmed",
             "paused_since",
             "paused_days",
             "grace_is_over",
             "limit_may_explain"}
        );
        return {};
    });
    if (done.has_error())
        return done.error();
    return models;
}

std::string write_unlisted(std::span<const unlisted_model> models)
{
    return to_json_text(array_of(models));
}

}  // namespace muster
