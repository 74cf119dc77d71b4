#include "update_models.hpp"

#include "audit_catalog.hpp"
#include "contract/identity.hpp"
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

// Rows that nothing names any more. Unsized, rejected and left-out models are reported elsewhere,
// with their reasons.
void tell_gone(const update_material& material, const published_models& made, run_report& report)
{
    const auto aliases = aliases_of(*material.own);
    std::set<std::string> told;
    // Under the name of today, so that a renamed model is not gone.
    const auto add = [&](const std::string& id) { told.insert(fold_id(aliases.resolve(id))); };
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
    for (const auto& row : material.before)
    {
        if (told.contains(fold_id(aliases.resolve(row.model_id))))
            continue;
        report.steps["gone"] += 1;
        report.notes.push_back(
            row.model_id + " is in models.json no longer: no source lists it, nor does the catalog"
        );
    }
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
    return models;
}

updated_files
update_models(const update_material& material, const sized_models& found, run_report& report)
{
    const auto decisions = decisions_of(*material.own);
    publish_rules rules;
    rules.catalog = material.own->catalog;
    rules.before = material.before;
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
    tell_gone(material, made, report);
    // Before rows are moved away.
    report.steps["sized"] = made.rows.size();
    files.models = write_models(std::move(made.rows));
    tell_models(made, report);
    return files;
}

}  // namespace muster
