#include "update_models.hpp"

#include "audit_catalog.hpp"
#include "contract/identity.hpp"
#include "row_lifecycle.hpp"
#include "carry_over_rows.hpp"
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

}  // namespace

update_material material_from(candidate_table staged, const data_files& own)
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
        const std::string model_id(one.model_id);
        const auto id = fold_id(model_id);
        const auto listed = material.facts->find(id);
        models.push_back(
            {model_id,
             listed == material.facts->end() ? nullptr : &listed->second,
             one.tags,
             find_key_facts(key_facts, model_id)}
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
    // Before rows are moved on: nothing below changes what was found.
    files.evidence = evidence_text(found, material.own->is_shipped);
    tell_findings(found, report);
    tell_pins(material, found, report);
    carry_over_rows(material, made, found, report, files);
    tell_models(made, report);
    return files;
}

}  // namespace muster
