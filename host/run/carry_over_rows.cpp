#include "carry_over_rows.hpp"

#include "catalog/changes.hpp"
#include "catalog/license_class.hpp"
#include "contract/identity.hpp"
#include "data/unmet_licenses.hpp"
#include "json/array_of.hpp"

#include <boost/unordered/unordered_flat_set.hpp>

#include <algorithm>
#include <cstdint>
#include <set>
#include <string_view>

namespace muster {

namespace {

/// Knows which published rows something else became of.
class accounted_models
{
public:
    accounted_models(
        const update_material& material, const published_models& made, const run_report& report
    )
        : material_(material), decisions_(decisions_of(*material.own)),
          aliases_(aliases_of(*material.own))
    {
        accounted_.reserve(made.rows.size());
        for (std::size_t i = 0; i < made.rows.size(); ++i)
            add(made.rows.id_at(i));
        // Published before and without a size now: held or reported, and not carried over silently.
        for (const auto& one : made.unsized)
            add(one.model_id);
        for (const auto& one : made.left)
            add(one.model_id);
        for (const auto& id : made.rejected)
            add(id);
        for (const auto& one : report.variants)
            add(one.model_id);
    }

    row_fates fates() const
    {
        lifecycle_rules rules;
        rules.before = material_.before;
        rules.unlisted = material_.unlisted;
        rules.today = material_.today;
        rules.is_accounted_for = [this](std::string_view id) { return is_accounted(id); };
        rules.is_settled = [this](const model_row& row) { return is_unwanted(row); };
        rules.hub = [this](const std::string& id) {
            const auto word = material_.words.find(fold_id(id));
            return word == material_.words.end() ? hub_word::none : word->second;
        };
        return fates_of(rules);
    }

private:
    // Under the name of today, so that a renamed model is not gone.
    void add(std::string_view id) { accounted_.insert(hash_today(id)); }
    bool is_accounted(std::string_view id) const { return accounted_.contains(hash_today(id)); }
    std::uint64_t hash_today(std::string_view id) const
    {
        return aliases_.may_rename(id) ? folded_hash(aliases_.resolve(id)) : folded_hash(id);
    }

    // Who rejects a model, or makes a rule against it, does so of one that stands on, too.
    bool is_unwanted(const model_row& row) const
    {
        if (decisions_.is_rejected(row.model_id))
            return true;
        candidate one;
        one.model_id = row.model_id;
        if (decisions_.is_accepted(row.model_id))
            return false;
        // By id and size alone: a row has no popularity, and rules about that take 0 for not known.
        return reason_to_leave(one, row.params_b, material_.own->policy).has_value() ||
               !is_wanted_license(row.license, material_.wanted_licenses);
    }

    const update_material& material_;
    decision_table decisions_;
    alias_table aliases_;
    // Hashes alone: there may be a million rows.
    boost::unordered_flat_set<std::uint64_t> accounted_ = {};
};

/// limited: folded ids of those for whose absence a limit may be why.
boost::json::object fate_to_json(const model_row& row, const std::set<std::string>& limited)
{
    boost::json::object out{{"model_id", row.model_id}};
    if (row.unlisted_since)
        out["unlisted_since"] = *row.unlisted_since;
    if (row.gone_since)
        out["gone_since"] = *row.gone_since;
    if (limited.contains(fold_id(row.model_id)))
        out["limit_may_explain"] = true;
    out["source"] = row.source.value_or("");
    return out;
}

// Unsized, rejected and left-out models are reported elsewhere, with their reasons.
void tell_fates(
    const row_fates& fates, std::span<const unlisted_model> unlisted, run_report& report
)
{
    std::set<std::string> limited;
    for (const auto& one : unlisted)
        if (one.is_limited)
            limited.insert(fold_id(one.model_id));
    const auto to_json = [&limited](const model_row& row) { return fate_to_json(row, limited); };
    report.unlisted = array_of(fates.standing, to_json);
    report.archived = array_of(fates.archived, to_json);
    const std::string why = report.command == "update" ? "the staging file does not have it"
                                                       : "nothing that this run asked for lists it";
    for (const auto& row : fates.gone)
        report.notes.push_back(
            row.model_id + " is in models.json no longer: " +
            (row.source == catalog_source ? "its entry left the catalog" : why)
        );
    if (!fates.gone.empty())
        report.steps["gone"] = fates.gone.size();
}

/// Folded present names.
std::set<std::string> names_of(const row_table& rows, const alias_table& aliases)
{
    std::set<std::string> names;
    for (std::size_t i = 0; i < rows.size(); ++i)
        names.insert(fold_id(aliases.resolve(rows.id_at(i))));
    return names;
}

/// Keeps of the archive what has no row again, and does not go there now: a run that was ended
/// between two files may have put it there already.
void keep_archived(
    const row_table& rows,
    const std::vector<model_row>& leaving,
    const data_files& own,
    updated_files& files,
    run_report& report
)
{
    // Most data directories have no archive, and the names of all rows take memory.
    if (own.archive.empty())
        return;
    const auto aliases = aliases_of(own);
    const auto present = names_of(rows, aliases);
    const auto left = names_of(leaving, aliases);
    for (const auto& one : own.archive)
    {
        const auto name = fold_id(aliases.resolve(one.row.model_id));
        if (present.contains(name))
        {
            files.returning.push_back(one);
            report.back.emplace_back(boost::json::object{
                {"model_id", one.row.model_id}, {"archived", one.archived}});
        }
        else if (!left.contains(name))
            files.archive.push_back(one);
    }
}

// Somebody's editor may have left the last line without its end.
bool ends_a_line(const chunked_text& feed) { return feed.make(feed.count - 1).ends_with('\n'); }

/// The feed, and what comes after it.
chunked_text with_end(const chunked_text& feed, std::string end)
{
    if (!end.empty() && feed.count > 0 && !ends_a_line(feed))
        end.insert(0, 1, '\n');
    return {feed.count + 1, [feed, end = std::move(end)](std::size_t part) {
                return part < feed.count ? feed.make(part) : end;
            }};
}

std::optional<chunked_text> changes_after(
    const update_material& material, const row_table& rows, const std::vector<model_row>& archived
)
{
    if (!material.changes)
        return {};
    const auto aliases = aliases_of(*material.own);
    rows_of_run run;
    run.before = material.before;
    run.after = rows;
    run.archived = material.own->archive;
    run.archives = archived;
    run.date = material.today;
    run.today = [&aliases](const std::string& id) { return aliases.resolve(id); };
    auto added = added_changes(*material.changes, run);
    // No file is made for nothing.
    if (material.changes->count == 0 && added.empty())
        return {};
    return with_end(*material.changes, std::move(added));
}

}  // namespace

void carry_over_rows(
    const update_material& material,
    published_models& made,
    const sized_models& found,
    run_report& report,
    updated_files& files
)
{
    const auto fates = accounted_models(material, made, report).fates();
    tell_fates(fates, material.unlisted, report);
    auto rows = std::move(made.rows);
    for (const auto& row : fates.standing)
        rows.push_back(row);
    // Two sorted lists were joined; the file is sorted by id.
    rows.sort();
    report.steps["sized"] = rows.size();

    keep_archived(rows, fates.archived, *material.own, files, report);
    for (const auto& row : fates.archived)
    {
        files.archive.push_back({row, material.today, found.evidence_of(row.model_id)});
    }
    // Without aliases, as the list names rows as they are published.
    const auto standing = names_of(fates.standing, {});
    // As found, and as it stands when rows have moved: a run writes both, see add_updated().
    files.found_unlisted = material.unlisted;
    files.unlisted = material.unlisted;
    std::erase_if(files.unlisted, [&](const unlisted_model& one) {
        return !standing.contains(fold_id(one.model_id));
    });
    files.changes = changes_after(material, rows, fates.archived);
    files.warnings = unmet_licenses(material.wanted_licenses, rows);
    report.notes.insert(report.notes.end(), files.warnings.begin(), files.warnings.end());
    files.models = rows.to_text();
}

}  // namespace muster
