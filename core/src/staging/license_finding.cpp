#include "license_finding.hpp"

#include "lineage.hpp"
#include "table/id_index.hpp"

#include <algorithm>
#include <unordered_set>

namespace muster {

namespace {

// A base without a licence may have inherited one itself. The limit ends chains and loops.
constexpr int inheritance_depth_limit = 8;

/// What a tag says about bases; ordered, so that the largest over a model's tags counts.
enum class told_of_bases : std::uint8_t
{
    nothing,
    some,
    quantized,
};

told_of_bases told_by(std::string_view tag) noexcept
{
    if (!tag.starts_with("base_model:"))
        return told_of_bases::nothing;
    return tag.starts_with("base_model:quantized:") ? told_of_bases::quantized
                                                    : told_of_bases::some;
}

/// The most that one of the tags says.
told_of_bases most_told(const text_list& tags) noexcept
{
    auto most = told_of_bases::nothing;
    for (const auto tag : tags)
        most = std::max(most, told_by(tag));
    return most;
}

class license_search
{
public:
    license_search(
        const candidate_table& models, const std::map<std::string, std::set<std::string>>& declared
    )
        : models_(models), declared_(declared), index_(models.ids(), models.size())
    {
        for (std::uint32_t i = 0; i < models.size(); ++i)
            index_.add(i, models.id_hash_at(i));
        for (const auto& [id, licenses] : declared)
            // Hashes alone: a false hit costs one look at a model.
            declared_hashes_.insert(id_hash(id));
    }

    /// A quick filter: false only if find() would return declared or unknown.
    bool may_find(std::size_t index) const
    {
        const auto model = models_[index];
        const auto tells = most_told(model.tags);
        return tells == told_of_bases::quantized ||
               (tells == told_of_bases::some && !model.license) ||
               declared_hashes_.contains(models_.id_hash_at(index));
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
    /// The licence that all bases declare or inherit; nothing when one is unknown or they differ.
    std::optional<std::string> license_of_bases(const lineage& from, int depth) const
    {
        std::optional<std::string> common;
        for (const auto& base : from.bases)
        {
            const auto found = index_.find(base);
            // A base that nobody listed may have any licence.
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
        // A quantised copy cannot change its terms; a fine-tune may have its own.
        if (from.relation == "quantized")
            if (auto of_bases = license_of_bases(from, inheritance_depth_limit))
                others.insert(std::move(*of_bases));
        others.erase(std::string(*model.license));
        others.erase("other");  // "other" only says that there is a licence
        return others;
    }

    const candidate_table& models_;
    const std::map<std::string, std::set<std::string>>& declared_;
    std::unordered_set<std::uint32_t> declared_hashes_ = {};
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
    for (const auto& group : same_ids(all))
    {
        std::set<std::string> several;
        for (const auto position : group)
            if (const auto license = all[position].license)
                several.emplace(*license);
        if (several.size() > 1)
            declared.emplace(fold_id(all.id_at(group.front())), std::move(several));
    }
    return declared;
}

license_findings find_licenses(
    const candidate_table& staged,
    const std::map<std::string, std::set<std::string>>& declared,
    const parallel_for& over
)
{
    const license_search search(staged, declared);
    // A part of the result for each chunk, so that threads share nothing.
    std::vector<license_findings> found(chunk_count(staged.size()));
    over(found.size(), [&](std::size_t chunk) {
        const auto [begin, end] = chunk_range(staged.size(), chunk);
        for (auto i = begin; i < end; ++i)
        {
            if (!search.may_find(i))
                continue;
            const auto model = staged[i];
            auto one = search.find(model);
            if (one.state == license_state::inherited || one.state == license_state::conflicting)
                found[chunk].emplace(fold_id(model.model_id), std::move(one));
        }
    });
    license_findings findings;
    for (auto& one : found)
        findings.merge(one);
    return findings;
}

}  // namespace muster
