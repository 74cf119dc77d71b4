#include "lineage.hpp"

#include "table/id_index.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>

namespace muster {

namespace {

constexpr std::string_view base_tag = "base_model:";

// Most specific first: a quantised copy of a fine-tune has both tags, and is a copy.
constexpr std::array<std::string_view, 5> relations_in_order = {
    "quantized", "adapter", "merge", "finetune", ""};

// The Hub writes both "base_model:ID" and "base_model:RELATION:ID", for the same base.
struct base_tag_parts
{
    std::size_t relation = 0;  ///< its place in relations_in_order
    std::string_view model_id = {};
};

std::optional<base_tag_parts> parts_of(std::string_view tag)
{
    if (!tag.starts_with(base_tag))
        return {};
    tag.remove_prefix(base_tag.size());
    std::string_view relation;
    const auto colon = tag.find(':');
    if (colon != std::string_view::npos)
    {
        relation = tag.substr(0, colon);
        tag.remove_prefix(colon + 1);
    }
    const auto* const known =
        std::find(relations_in_order.begin(), relations_in_order.end(), relation);
    // Authors write cards: tags with other relations or with free text are ignored.
    if (known == relations_in_order.end() || check_model_id(tag).has_error())
        return {};
    return base_tag_parts{static_cast<std::size_t>(known - relations_in_order.begin()), tag};
}

/// Finds the candidate that represents a variant: its base, or the base's base as long as that is a
/// variant and a candidate, too.
class variant_map
{
public:
    variant_map(const candidate_table& models, const std::set<std::string>& relations)
        : models_(models), index_(models.ids(), models.size())
    {
        // All candidates: any of them may be the base of another.
        for (std::uint32_t i = 0; i < models.size(); ++i)
            index_.add(i, models.id_hash_at(i));
        for (const auto& one : models)
        {
            const auto from = lineage_of(one);
            // A merge of several models has no base that could represent it.
            if (from.bases.size() == 1 && relations.contains(from.relation))
                bases_.emplace(fold_id(one.model_id), fold_id(from.bases.front()));
        }
    }

    /// The candidate that represents a variant; nothing when none does.
    std::optional<std::string> stands_for(std::string_view model_id) const
    {
        const auto self = fold_id(model_id);
        auto now = self;
        std::set<std::string> met = {now};
        for (auto next = bases_.find(now); next != bases_.end(); next = bases_.find(now))
        {
            // The chain ends at a base that nobody listed, or where it repeats.
            if (!index_.find(next->second) || !met.insert(next->second).second)
                break;
            now = next->second;
        }
        if (now == self || (bases_.contains(now) && leads_to(now, self)))
            return {};
        const auto found = index_.find(now);
        return found ? std::optional<std::string>(models_.id_at(*found)) : std::nullopt;
    }

private:
    // Whether a chain of bases returns to its start. Two models that name each other as base both
    // stay.
    bool leads_to(std::string from, const std::string& to) const
    {
        std::set<std::string> met;
        for (auto next = bases_.find(from); next != bases_.end() && met.insert(from).second;
             next = bases_.find(from))
            from = next->second;
        return met.contains(to) || from == to;
    }

    const candidate_table& models_;
    id_index index_;
    std::map<std::string, std::string> bases_ = {};  ///< variants, by folded id
};

}  // namespace

lineage lineage_of(const candidate_view& model)
{
    auto relation = relations_in_order.size();
    std::vector<std::string_view> bases;
    for (const auto tag : model.tags)
    {
        const auto parts = parts_of(tag);
        if (!parts || parts->relation > relation || is_same_id(parts->model_id, model.model_id))
            continue;
        // A more specific relation replaces what was found so far.
        if (parts->relation < relation)
            bases.clear();
        relation = parts->relation;
        bases.push_back(parts->model_id);
    }
    if (bases.empty())
        return {};
    std::sort(bases.begin(), bases.end());
    bases.erase(std::unique(bases.begin(), bases.end()), bases.end());
    return {std::string(relations_in_order[relation]), {bases.begin(), bases.end()}};
}

without_variants
leave_variants(candidate_table models, variants_mode mode, const std::set<std::string>& relations)
{
    // Without an index of all ids: that is the usual mode.
    if (mode == variants_mode::keep)
        return {std::move(models), {}};
    const variant_map variants(models, relations);
    without_variants out;
    std::vector<bool> is_left(models.size());
    for (std::size_t i = 0; i < models.size(); ++i)
    {
        const auto one = models[i];
        const auto from = lineage_of(one);
        const bool is_variant = !from.bases.empty() && relations.contains(from.relation);
        const auto base = mode == variants_mode::fold ? variants.stands_for(one.model_id)
                          : is_variant                ? std::optional(from.bases.front())
                                                      : std::nullopt;
        is_left[i] = is_variant && base;
        if (is_left[i])
            out.left.push_back({std::string(one.model_id), from.relation, *base});
    }
    out.kept = models;
    out.kept.keep_if([&is_left](std::size_t index) { return !is_left[index]; });
    std::sort(out.left.begin(), out.left.end(), [](const auto& a, const auto& b) {
        return a.model_id < b.model_id;
    });
    return out;
}

}  // namespace muster
