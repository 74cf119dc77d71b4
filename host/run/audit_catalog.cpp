#include "audit_catalog.hpp"

#include "contract/identity.hpp"

#include <algorithm>

namespace muster {

namespace {

audited_model audited(const sized_models& found, const std::string& id)
{
    audited_model model;
    if (const auto finding = found.findings.find(id))
        model.size = finding->size;
    if (const auto known = found.keep.find(id))
    {
        if (known->info == ask_state::absent)
            // The repository may have been deleted, and the pin with its subject.
            model.missing_on = known->checked;
        model.moved_to = known->renamed_to;
    }
    return model;
}

}  // namespace

std::vector<audit_finding> audit_catalog(
    std::span<const catalog_entry> catalog, const sized_models& found, const alias_table& aliases
)
{
    std::vector<audit_finding> all;
    for (const auto& entry : catalog)
    {
        const auto given = fold_id(entry.model_id);
        const auto today = aliases.resolve(entry.model_id);
        const bool has_moved = fold_id(today) != given;
        // A model that no source lists is sized under the catalog's name.
        // Candidates are sized under the name of today, the catalog alone under its own.
        const bool is_known_today = found.findings.contains(fold_id(today));
        auto model = audited(found, is_known_today ? fold_id(today) : given);
        if (has_moved)
            model.moved_to = today;
        for (auto& finding : audit_pins(entry, model))
        {
            // Names come from accepted decisions and from redirects, too: each is an alias.
            if (has_moved && finding.verdict == audit_verdict::moved)
                finding.origin = "aliases";
            all.push_back(std::move(finding));
        }
    }
    // Stable: findings of one entry stay in the order of its fields.
    std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) {
        return fold_id(a.model_id) < fold_id(b.model_id);
    });
    return all;
}

}  // namespace muster
