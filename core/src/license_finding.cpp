#include "muster/license_finding.hpp"

#include "muster/identity.hpp"
#include "muster/lineage.hpp"

#include <algorithm>

namespace muster {

namespace {

using candidates_by_id = std::map<std::string, const candidate*>;

// A base that has none itself may have inherited one: up to this many steps.
constexpr int inheritance_depth_limit = 8;

/// The licence that all bases of a model declare or inherit; nothing when one is not known or they
/// differ.
std::optional<std::string>
license_of_bases(const lineage& from, const candidates_by_id& models, int depth)
{
    std::optional<std::string> common;
    for (const auto& base : from.bases)
    {
        const auto found = models.find(fold_id(base));
        if (found == models.end() || depth == 0)
            return {};
        auto license = found->second->license;
        if (!license)
            license = license_of_bases(lineage_of(*found->second), models, depth - 1);
        if (!license || (common && *common != *license))
            return {};
        common = std::move(license);
    }
    return common;
}

license_finding finding_for(
    const candidate& model, const candidates_by_id& models, const std::set<std::string>* declared
)
{
    license_finding out;
    out.license = model.license;
    const auto from = lineage_of(model);
    const auto of_bases = license_of_bases(from, models, inheritance_depth_limit);
    if (!model.license)
    {
        out.license = of_bases;
        if (of_bases)
            out.bases = from.bases;
        out.state = of_bases ? license_state::inherited : license_state::unknown;
        return out;
    }
    std::set<std::string> others;
    if (declared)
        others = *declared;
    if (of_bases && from.relation == "quantized")
        others.insert(*of_bases);
    others.erase(*model.license);
    others.erase("other");  // says no more than that there is one
    out.others.assign(others.begin(), others.end());
    out.state = others.empty() ? license_state::declared : license_state::conflicting;
    return out;
}

}  // namespace

std::string_view to_string(license_state value) noexcept
{
    switch (value)
    {
        case license_state::declared: return "declared";
        case license_state::inherited: return "inherited";
        case license_state::conflicting: return "conflicting";
        case license_state::unknown: return "unknown";
    }
    return "";
}

std::map<std::string, std::set<std::string>>
declared_licenses(std::span<const normalized_listing> listings)
{
    std::map<std::string, std::set<std::string>> declared;
    for (const auto& listing : listings)
        for (const auto& one : listing.candidates)
            if (one.license)
                declared[fold_id(one.model_id)].insert(*one.license);
    std::erase_if(declared, [](const auto& one) { return one.second.size() < 2; });
    return declared;
}

license_findings find_licenses(
    std::span<const candidate> staged, const std::map<std::string, std::set<std::string>>& declared
)
{
    candidates_by_id models;
    for (const auto& one : staged)
        models.emplace(fold_id(one.model_id), &one);
    license_findings findings;
    for (const auto& [id, model] : models)
    {
        const auto several = declared.find(id);
        findings.emplace(
            id, finding_for(*model, models, several == declared.end() ? nullptr : &several->second)
        );
    }
    return findings;
}

}  // namespace muster
