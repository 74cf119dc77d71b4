#include "muster/license_finding.hpp"

#include "muster/id_index.hpp"
#include "muster/lineage.hpp"

namespace muster {

namespace {

// A base that has none itself may have inherited one: up to this many steps.
constexpr int inheritance_depth_limit = 8;

class license_search
{
public:
    license_search(
        const candidate_table& models, const std::map<std::string, std::set<std::string>>& declared
    )
        : models_(models), declared_(declared), index_(models.size())
    {
        for (std::uint32_t i = 0; i < models.size(); ++i)
            index_.add_hashed(models.id_hash_at(i), i, models.ids());
    }

    license_finding find(const candidate_view& model) const
    {
        license_finding out;
        const auto from = lineage_of(model);
        if (!model.license)
        {
            out.license = license_of_bases(from, inheritance_depth_limit);
            if (out.license)
                out.bases = from.bases;
            out.state = out.license ? license_state::inherited : license_state::unknown;
            return out;
        }
        out.license = std::string(*model.license);
        const auto others = contradicting(model, from);
        out.others.assign(others.begin(), others.end());
        out.state = others.empty() ? license_state::declared : license_state::conflicting;
        return out;
    }

private:
    /// The licence that all bases of a model declare or inherit; nothing when one is not known or
    /// they differ.
    std::optional<std::string> license_of_bases(const lineage& from, int depth) const
    {
        std::optional<std::string> common;
        for (const auto& base : from.bases)
        {
            const auto found = index_.find(base, models_.ids());
            if (!found || depth == 0)
                return {};
            const auto model = models_[*found];
            auto license = model.license ? std::optional<std::string>(*model.license)
                                         : license_of_bases(lineage_of(model), depth - 1);
            if (!license || (common && *common != *license))
                return {};
            common = std::move(license);
        }
        return common;
    }

    std::set<std::string> contradicting(const candidate_view& model, const lineage& from) const
    {
        std::set<std::string> others;
        if (const auto several = declared_.find(fold_id(model.model_id));
            several != declared_.end())
            others = several->second;
        if (from.relation == "quantized")
            if (auto of_bases = license_of_bases(from, inheritance_depth_limit))
                others.insert(std::move(*of_bases));
        others.erase(std::string(*model.license));
        others.erase("other");  // says no more than that there is one
        return others;
    }

    const candidate_table& models_;
    const std::map<std::string, std::set<std::string>>& declared_;
    id_index index_;
};

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
    candidate_table all;
    for (const auto& listing : listings)
        all.append(listing.candidates);
    std::map<std::string, std::set<std::string>> declared;
    id_index index(all.size());
    for (std::uint32_t i = 0; i < all.size(); ++i)
    {
        const auto license = all[i].license;
        const auto earlier =
            license ? index.add_hashed(all.id_hash_at(i), i, all.ids()) : std::nullopt;
        if (earlier && all[*earlier].license != license)
        {
            auto& several = declared[fold_id(all.id_at(i))];
            several.emplace(*license);
            several.emplace(*all[*earlier].license);
        }
    }
    return declared;
}

license_findings find_licenses(
    const candidate_table& staged,
    const std::map<std::string, std::set<std::string>>& declared,
    const spread& over
)
{
    const license_search search(staged, declared);
    std::vector<license_findings> found(pieces_of(staged.size()));
    over(found.size(), [&](std::size_t piece) {
        const auto [begin, end] = piece_of(staged.size(), piece);
        for (auto i = begin; i < end; ++i)
        {
            const auto model = staged[i];
            auto one = search.find(model);
            if (one.state == license_state::inherited || one.state == license_state::conflicting)
                found[piece].emplace(fold_id(model.model_id), std::move(one));
        }
    });
    license_findings findings;
    for (auto& one : found)
        findings.merge(one);
    return findings;
}

}  // namespace muster
