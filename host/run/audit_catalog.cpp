#include "audit_catalog.hpp"

#include "contract/identity.hpp"

#include <algorithm>

namespace muster {

namespace {

std::optional<std::string> moved_to(const catalog_names& names, const std::string& model_id)
{
    const auto moved = names.today.find(fold_id(model_id));
    if (moved == names.today.end())
        return {};
    return moved->second;
}

audited_model audited(const sized_models& found, const std::string& id)
{
    audited_model model;
    if (const auto finding = found.findings.find(id); finding != found.findings.end())
        model.size = finding->second.size;
    if (const auto known = found.keep.find(id); known != found.keep.end())
    {
        if (known->second.info == ask_state::absent)
            model.missing_on = known->second.checked;
        model.moved_to = known->second.renamed_to;
    }
    return model;
}

}  // namespace

std::vector<audit_finding> audit_catalog(
    std::span<const catalog_entry> catalog, const sized_models& found, const catalog_names& names
)
{
    std::vector<audit_finding> all;
    for (const auto& entry : catalog)
    {
        const auto moved = moved_to(names, entry.model_id);
        auto model = audited(found, fold_id(moved.value_or(entry.model_id)));
        if (moved)
            model.moved_to = moved;
        const auto findings = audit_pins(entry, model);
        all.insert(all.end(), findings.begin(), findings.end());
    }
    std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) {
        return fold_id(a.model_id) < fold_id(b.model_id);
    });
    return all;
}

}  // namespace muster
