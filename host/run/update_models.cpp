#include "update_models.hpp"

#include "audit_catalog.hpp"
#include "carry_over_rows.hpp"
#include "contract/identity.hpp"
#include "row_lifecycle.hpp"
#include "staging/staged_places.hpp"

#include <algorithm>
#include <memory>
#include <set>
#include <utility>

namespace muster {

namespace {

void tell_findings(const sized_models& found, run_report& report)
{
    report.steps["evidence_requests"] = found.spent.requests;
    report.steps["evidence_not_renewed"] = found.stale.size();
    if (found.left > 0)
    {
        report.steps["models_asked_about"] = found.asked;
        report.steps["models_left_to_ask_about"] = found.left;
    }
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

namespace {

/// Catalog entries and published models that are no candidates.
std::vector<std::string> ids_beside(const update_material& material)
{
    std::vector<std::pair<std::string, std::string>> named;  // folded id, id
    for (const auto& entry : material.own->catalog)
        // A catalog entry that no source listed is sized and published all the same.
        named.emplace_back(material.names.canonical_id_of(fold_id(entry.model_id)), entry.model_id);
    for (const auto& one : material.unlisted)
        named.emplace_back(fold_id(one.model_id), one.model_id);
    std::vector<std::string> folded;
    for (const auto& [id, name] : named)
        folded.push_back(id);
    const auto staged = staged_places(folded, material.staged);
    std::vector<std::string> out;
    std::set<std::string> met;
    for (auto& [id, name] : named)
        if (!staged.contains(id) && met.insert(id).second)
            out.push_back(std::move(name));
    return out;
}

}  // namespace

sizing_list models_to_size(const update_material& material)
{
    struct beside_and_facts
    {
        std::vector<std::string> ids = {};
        key_facts_by_id facts = {};
    };
    // Shared with the list, which outlives this call and is used on several threads.
    const auto known = std::make_shared<const beside_and_facts>(beside_and_facts{
        ids_beside(material), key_facts_of(*material.own)});
    const auto count = material.staged.size() + known->ids.size();
    return {count, [known, &material](std::size_t index) {
                model_to_size out;
                if (index < material.staged.size())
                {
                    const auto one = material.staged[index];
                    out.model_id = one.model_id;
                    out.tags = one.tags;
                    if (auto listed = material.facts->find(out.model_id))
                        out.listed = std::make_shared<const repository_facts>(std::move(*listed));
                }
                else
                    out.model_id = known->ids[index - material.staged.size()];
                out.facts = find_key_facts(known->facts, out.model_id);
                return out;
            }};
}

updated_files
update_models(const update_material& material, const sized_models& found, run_report& report)
{
    const auto decisions = decisions_of(*material.own);
    const auto compared = rows_to_compare(material.before, *material.own, material.staged);
    publish_rules rules;
    rules.catalog = material.own->catalog;
    // Under the names of today, or a renamed row would pass for a new one, and nothing be held
    // back.
    rules.before = compared;
    rules.decisions = &decisions;
    rules.policy = &material.own->policy;
    rules.licenses = material.licenses;
    rules.wanted_licenses = material.wanted_licenses;
    rules.hub_license_of = [&material](const std::string& id) {
        return hub_license_of(material.own->known, id);
    };
    rules.over = material.over;
    auto made = publish(material.names, rules, [&found](const std::string& id) {
        return found.findings.find(id);
    });
    updated_files files;
    // Before rows are moved on: nothing below changes what was found.
    files.evidence = found.keep.to_text(material.own->is_shipped);
    tell_findings(found, report);
    tell_pins(material, found, report);
    carry_over_rows(material, made, found, report, files);
    tell_models(made, report);
    return files;
}

}  // namespace muster
