#include "carry_over_rows.hpp"

#include "catalog/changes.hpp"
#include "catalog/license_class.hpp"
#include "contract/identity.hpp"
#include "json/array_of.hpp"

#include <algorithm>
#include <set>

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
        for (const auto& row : made.rows)
            add(row.model_id);
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
        rules.is_settled = [this](const model_row& row) {
            return accounted_.contains(today(row)) || is_unwanted(row);
        };
        rules.hub = [this](const std::string& id) {
            const auto word = material_.words.find(fold_id(id));
            return word == material_.words.end() ? hub_word::none : word->second;
        };
        return fates_of(rules);
    }

private:
    // Under the name of today, so that a renamed model is not gone.
    void add(const std::string& id) { accounted_.insert(fold_id(aliases_.resolve(id))); }
    std::string today(const model_row& row) const
    {
        return fold_id(aliases_.resolve(row.model_id));
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
        return reason_to_leave(one, row.params_b, material_.own->policy).has_value() ||
               !is_wanted_license(row.license, material_.wanted_licenses);
    }

    const update_material& material_;
    decision_table decisions_;
    alias_table aliases_;
    std::set<std::string> accounted_ = {};
};

boost::json::object standing_to_json(const model_row& row)
{
    boost::json::object out{{"model_id", row.model_id}};
    if (row.unlisted_since)
        out["unlisted_since"] = *row.unlisted_since;
    if (row.gone_since)
        out["gone_since"] = *row.gone_since;
    out["source"] = row.source.value_or("");
    return out;
}

// Unsized, rejected and left-out models are reported elsewhere, with their reasons.
void tell_fates(const row_fates& fates, run_report& report)
{
    report.unlisted = array_of(fates.standing, standing_to_json);
    report.archived = array_of(fates.archived, standing_to_json);
    const std::string why = report.command == "update"
                                ? "the staging file does not have it"
                                : "what listed it was not asked, or for less";
    for (const auto& row : fates.gone)
        report.notes.push_back(
            row.model_id + " is in models.json no longer: " +
            (row.source == catalog_source ? "its entry left the catalog" : why)
        );
    if (!fates.gone.empty())
        report.steps["gone"] = fates.gone.size();
}

/// Folded present names.
std::set<std::string> names_of(const std::vector<model_row>& rows, const alias_table& aliases)
{
    std::set<std::string> names;
    for (const auto& row : rows)
        names.insert(fold_id(aliases.resolve(row.model_id)));
    return names;
}

/// Keeps of the archive what has no row again, and does not go there now: a run that was ended
/// between two files may have put it there already.
void keep_archived(
    const std::vector<model_row>& rows,
    const std::vector<model_row>& leaving,
    const data_files& own,
    updated_files& files,
    run_report& report
)
{
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

std::optional<std::string> changes_after(
    const update_material& material,
    const std::vector<model_row>& rows,
    const std::vector<model_row>& archived
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
    auto text = append_changes(*material.changes, run);
    return text.empty() ? std::nullopt : std::optional(std::move(text));
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
    tell_fates(fates, report);
    auto rows = std::move(made.rows);
    rows.insert(rows.end(), fates.standing.begin(), fates.standing.end());
    // Two sorted lists were joined; the file is sorted by id.
    std::ranges::sort(rows, {}, &model_row::model_id);
    report.steps["sized"] = rows.size();

    keep_archived(rows, fates.archived, *material.own, files, report);
    for (const auto& row : fates.archived)
    {
        const auto* const known = found.evidence_of(fold_id(row.model_id));
        files.archive.push_back({row, material.today, known ? std::optional(*known) : std::nullopt}
        );
    }
    const auto standing = names_of(fates.standing, {});
    files.found_unlisted = material.unlisted;
    files.unlisted = material.unlisted;
    std::erase_if(files.unlisted, [&](const unlisted_model& one) {
        return !standing.contains(fold_id(one.model_id));
    });
    files.changes = changes_after(material, rows, fates.archived);
    files.models = write_models(std::move(rows));
}

}  // namespace muster
