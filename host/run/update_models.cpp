#include "update_models.hpp"

#include "audit_catalog.hpp"
#include "catalog/changes.hpp"
#include "contract/identity.hpp"
#include "json/array_of.hpp"
#include "row_lifecycle.hpp"
#include "size/facts/evidence_file.hpp"

#include <algorithm>
#include <set>

namespace muster {

namespace {

// Negative answers are for later runs of one person, and never ship.
std::string evidence_text(const sized_models& found, bool is_shipped)
{
    std::vector<evidence> all;
    for (const auto& [id, known] : found.keep)
    {
        auto one = known;
        // They are true of a day and of one person's token.
        if (is_shipped)
            forget_negative_answers(one);
        // An entry of an id and a date alone would grow the file for nothing.
        if (says_anything(one))
            all.push_back(std::move(one));
    }
    return write_evidence(std::move(all));
}

void tell_findings(const sized_models& found, run_report& report)
{
    report.steps["evidence_requests"] = found.spent.requests;
    report.steps["evidence_not_renewed"] = found.stale.size();
    report.evidence_since = found.stale_since;
}

void tell_pins(const update_material& material, const sized_models& found, run_report& report)
{
    report.disagreements = audit_catalog(material.own->catalog, found, aliases_of(*material.own));
    std::erase_if(report.disagreements, [](const audit_finding& finding) {
        // A pin that says what is derived anyway is no disagreement; `catalog audit` lists it.
        return finding.verdict == audit_verdict::redundant;
    });
}

void tell_models(published_models& made, run_report& report)
{
    report.steps["unsized"] = made.unsized.size();
    report.unsized = std::move(made.unsized);
    report.held = std::move(made.held);
    report.still_held.clear();
    report.left.insert(report.left.end(), made.left.begin(), made.left.end());
    // By ingest and by update; a model rejected in both is one.
    std::set<std::string> rejected(report.rejected.begin(), report.rejected.end());
    rejected.insert(made.rejected.begin(), made.rejected.end());
    report.rejected.assign(rejected.begin(), rejected.end());
}

/// What became of published rows that were not made anew.
class row_settling
{
public:
    row_settling(
        const update_material& material, const published_models& made, const run_report& report
    )
        : material_(material), decisions_(decisions_of(*material.own)),
          aliases_(aliases_of(*material.own))
    {
        for (const auto& row : made.rows)
            add(row.model_id);
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
        rules.grace_end = material_.grace_end;
        rules.is_settled = [this](const model_row& row) {
            return told_.contains(today(row)) || is_unwanted(row);
        };
        rules.hub = [this](const std::string& id) {
            const auto word = material_.words.find(fold_id(id));
            return word == material_.words.end() ? hub_word::none : word->second;
        };
        return fates_of(rules);
    }

private:
    // Under the name of today, so that a renamed model is not gone.
    void add(const std::string& id) { told_.insert(fold_id(aliases_.resolve(id))); }
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
        return !decisions_.is_accepted(row.model_id) &&
               reason_to_leave(one, row.params_b, material_.own->policy).has_value();
    }

    const update_material& material_;
    decision_table decisions_;
    alias_table aliases_;
    std::set<std::string> told_ = {};
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
        report.notes.push_back(row.model_id + " is in models.json no longer: " + why);
    if (!fates.gone.empty())
        report.steps["gone"] = fates.gone.size();
}

/// The archive after this run: without what came back, with what goes there.
std::vector<archived_model> archive_after(
    const update_material& material,
    const std::vector<model_row>& rows,
    const row_fates& fates,
    const sized_models& found,
    run_report& report
)
{
    const auto aliases = aliases_of(*material.own);
    std::set<std::string> present;
    for (const auto& row : rows)
        present.insert(fold_id(aliases.resolve(row.model_id)));
    std::set<std::string> leaving;
    for (const auto& row : fates.archived)
        leaving.insert(fold_id(row.model_id));
    std::vector<archived_model> out;
    for (const auto& one : material.own->archive)
    {
        const auto& id = one.row.model_id;
        if (present.contains(fold_id(aliases.resolve(id))))
            report.back.emplace_back(boost::json::object{
                {"model_id", id}, {"archived", one.archived}});
        // A run that was ended between two files archived it already.
        else if (!leaving.contains(fold_id(id)))
            out.push_back(one);
    }
    for (const auto& row : fates.archived)
    {
        const auto* const known = found.evidence_of(fold_id(row.model_id));
        out.push_back({row, material.today, known ? std::optional(*known) : std::nullopt});
    }
    return out;
}

std::vector<unlisted_model>
unlisted_among(const std::vector<unlisted_model>& unlisted, const std::vector<model_row>& standing)
{
    std::vector<unlisted_model> out;
    for (const auto& one : unlisted)
        if (std::ranges::any_of(standing, [&](const auto& row) {
                return is_same_id(row.model_id, one.model_id);
            }))
            out.push_back(one);
    return out;
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
    auto text = append_changes(*material.changes, changes_of(run));
    return text.empty() ? std::nullopt : std::optional(std::move(text));
}

}  // namespace

update_material material_from(std::vector<candidate> staged, const data_files& own)
{
    update_material material;
    material.own = &own;
    material.names = name_as_catalog(staged, own.catalog, aliases_of(own));
    // Last: the names above are made from it.
    material.staged = std::move(staged);
    return material;
}

std::vector<model_to_size> models_to_size(const update_material& material)
{
    std::vector<model_to_size> models;
    std::set<std::string> ids;
    const auto key_facts = key_facts_of(*material.own);
    for (const auto& one : material.staged)
    {
        const auto id = fold_id(one.model_id);
        const auto listed = material.facts->find(id);
        models.push_back(
            {one.model_id,
             listed == material.facts->end() ? nullptr : &listed->second,
             one.tags,
             find_key_facts(key_facts, one.model_id)}
        );
        ids.insert(id);
    }
    for (const auto& entry : material.own->catalog)
        // A catalog entry that no source listed is sized and published all the same.
        if (ids.insert(material.names.canonical_id_of(fold_id(entry.model_id))).second)
            models.push_back(
                {entry.model_id, nullptr, {}, find_key_facts(key_facts, entry.model_id)}
            );
    for (const auto& one : material.unlisted)
        if (ids.insert(fold_id(one.model_id)).second)
            models.push_back({one.model_id, nullptr, {}, find_key_facts(key_facts, one.model_id)});
    return models;
}

updated_files
update_models(const update_material& material, const sized_models& found, run_report& report)
{
    const auto decisions = decisions_of(*material.own);
    const auto compared = rows_to_compare(material.before, *material.own, material.staged);
    publish_rules rules;
    rules.catalog = material.own->catalog;
    rules.before = compared;
    rules.decisions = &decisions;
    rules.policy = &material.own->policy;
    rules.licenses = material.licenses;
    rules.hub_licenses = hub_licenses_of(*material.own);
    auto made = publish(material.names, rules, [&found](const std::string& id) {
        const auto finding = found.findings.find(id);
        return finding == found.findings.end() ? nullptr : &finding->second;
    });
    updated_files files;
    files.evidence = evidence_text(found, material.own->is_shipped);
    tell_findings(found, report);
    tell_pins(material, found, report);
    auto fates = row_settling(material, made, report).fates();
    tell_fates(fates, report);
    auto rows = std::move(made.rows);
    rows.insert(rows.end(), fates.standing.begin(), fates.standing.end());
    std::ranges::sort(rows, {}, &model_row::model_id);
    report.steps["sized"] = rows.size();
    files.archive = archive_after(material, rows, fates, found, report);
    files.unlisted = unlisted_among(material.unlisted, fates.standing);
    files.changes = changes_after(material, rows, fates.archived);
    files.models = write_models(std::move(rows));
    tell_models(made, report);
    return files;
}

}  // namespace muster
