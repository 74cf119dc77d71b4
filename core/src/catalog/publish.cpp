#include "publish.hpp"

#include "contract/identity.hpp"
#include "license_class.hpp"
#include "staging/staged_places.hpp"

#include <boost/algorithm/string/join.hpp>

#include <algorithm>
#include <set>
#include <utility>

namespace muster {

namespace {

// Folded, as letter case may differ from the Hub's.
std::set<std::string> folded_ids_of(std::span<const catalog_entry> catalog)
{
    std::set<std::string> ids;
    for (const auto& entry : catalog)
        ids.insert(fold_id(entry.model_id));
    return ids;
}

std::optional<double> billions_of(const std::optional<size_finding>& found)
{
    if (!found || !found->size.params)
        return {};
    return static_cast<double>(*found->size.params) / 1e9;
}

/// Removes what decisions reject and what the policy leaves out.
class selection
{
public:
    selection(const catalog_names& names, const publish_rules& rules, const size_lookup& size_of)
        : names_(names), rules_(rules), size_of_(size_of), in_catalog_(folded_ids_of(rules.catalog))
    {
    }

    candidate_table candidates(published_models& out) const
    {
        auto chosen = names_.staged;
        chosen.keep_if([&](std::size_t index) { return is_chosen(names_.staged[index], out); });
        return chosen;
    }

    /// Whether a row has a licence that is wanted: known only when the bases have been asked.
    bool is_wanted(const model_row& row) const
    {
        return rules_.wanted_licenses.empty() || is_persons_choice(row.model_id) ||
               is_wanted_license(row.license, rules_.wanted_licenses);
    }

    std::vector<catalog_entry> entries(published_models& out) const
    {
        std::vector<catalog_entry> chosen;
        for (const auto& entry : rules_.catalog)
        {
            if (is_rejected(entry.model_id))
                out.rejected.push_back(entry.model_id);
            else
                chosen.push_back(entry);
        }
        return chosen;
    }

private:
    bool is_rejected(std::string_view model_id) const
    {
        return rules_.decisions->is_rejected(model_id);
    }

    // A person's choice of this model is stronger than a rule about many.
    bool is_persons_choice(std::string_view model_id) const
    {
        return rules_.decisions->is_accepted(model_id) || in_catalog_.contains(fold_id(model_id));
    }

    bool is_chosen(const candidate_view& one, published_models& out) const
    {
        if (is_rejected(one.model_id))
        {
            out.rejected.emplace_back(one.model_id);
            return false;
        }
        auto why = reason_of_policy(one);
        if (why)
            out.left.push_back({std::string(one.model_id), std::move(*why)});
        return !why;
    }

    std::optional<std::string> reason_of_policy(const candidate_view& one) const
    {
        if (rules_.policy->rules.empty() || is_persons_choice(one.model_id))
            return {};
        const auto id = fold_id(one.model_id);
        // Rules by size need what sizing found, under the present name.
        const auto billions =
            has_rule_by_size_ ? billions_of(size_of_(names_.canonical_id_of(id))) : std::nullopt;
        return reason_to_leave(one, billions, *rules_.policy);
    }

    const catalog_names& names_;
    const publish_rules& rules_;
    const size_lookup& size_of_;
    std::set<std::string> in_catalog_;
    bool has_rule_by_size_ = std::ranges::any_of(rules_.policy->rules, [](const list_rule& rule) {
        return rule.params_b_below.has_value();
    });
};

void inherit_license(model_row& row, const license_findings& licenses, const std::string& today)
{
    const auto found = licenses.find(today);
    if (row.license || found == licenses.end() || found->second.state != license_state::inherited)
        return;
    // The origin names the bases, so that nobody takes it for the model's own statement.
    row.license = found->second.license;
    row.origin["license"] =
        "declared by the base model " + boost::join(found->second.bases, " and ");
}

// Sources give the licences of candidates; of a model that the catalog alone names, sizing read it.
void take_hub_license(model_row& row, const publish_rules& rules, const std::string& today)
{
    if (row.license || !rules.hub_license_of)
        return;
    const auto license = rules.hub_license_of(today);
    if (license.empty())
        return;
    row.license = license;
    row.origin["license"] = "the Hub";
}

void set_license_class(model_row& row)
{
    const auto found = classed(row.license);
    row.license_class = to_string(found.kind);
    row.origin["license_class"] = found.rule;
    if (!found.spdx.empty())
        row.license_spdx = found.spdx;
}

void sort_once(std::vector<std::string>& ids)
{
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
}

}  // namespace

std::string catalog_names::canonical_id_of(const std::string& folded_id) const
{
    const auto found = today.find(folded_id);
    return found == today.end() ? folded_id : fold_id(found->second);
}

catalog_names name_as_catalog(
    candidate_table staged, std::span<const catalog_entry> catalog, const alias_table& aliases
)
{
    catalog_names out;
    const auto in_catalog = folded_ids_of(catalog);
    // Found before anything is renamed.
    std::vector<std::string> ids;
    for (const auto& entry : catalog)
        for (auto id : {fold_id(entry.model_id), fold_id(aliases.resolve(entry.model_id))})
            ids.push_back(std::move(id));
    auto by_id = staged_places(ids, staged);
    for (const auto& entry : catalog)
    {
        const auto id = fold_id(entry.model_id);
        const auto today = fold_id(aliases.resolve(entry.model_id));
        const auto found = by_id.find(today);
        // Nothing to rename: the same name, a candidate of that name, an entry for the present name
        // too, or no candidate at all.
        if (today == id || by_id.contains(id) || in_catalog.contains(today) || found == by_id.end())
            continue;
        auto renamed = staged[found->second].to_owned();
        out.today.emplace(id, std::exchange(renamed.model_id, entry.model_id));
        staged.replace(found->second, std::move(renamed));
        // A candidate takes one name, although two entries may have been renamed to it.
        by_id.erase(found);
    }
    out.staged = std::move(staged);
    return out;
}

published_models
publish(const catalog_names& names, const publish_rules& rules, const size_lookup& size_of)
{
    published_models out;
    const selection chosen(names, rules, size_of);
    const auto staged = chosen.candidates(out);
    const auto catalog = chosen.entries(out);
    // Sizes are stored under present names, rows may have the catalog's.
    const size_lookup size_by_name = [&](const std::string& id) {
        return size_of(names.canonical_id_of(id));
    };
    row_finish finish;
    finish.over = rules.over;
    finish.rows = rules.before.sibling();
    finish.is_wanted = [&chosen](const model_row& row) { return chosen.is_wanted(row); };
    finish.leave_out = [&out](const model_row& row) {
        out.left.push_back({row.model_id, license_reason(row.license), true});
    };
    finish.complete = [&](model_row& row) {
        const auto today = names.canonical_id_of(fold_id(row.model_id));
        take_hub_license(row, rules, today);
        inherit_license(row, *rules.licenses, today);
        set_license_class(row);
    };
    auto laid = overlay(staged, catalog, size_by_name, std::move(finish));
    // Last: it compares complete rows with those that are published.
    auto released = hold_changes(rules.before, std::move(laid), *rules.decisions, size_by_name);

    out.rows = std::move(released.rows);
    out.unsized = std::move(released.unsized);
    out.held = std::move(released.held);
    // A rejected model may be both a candidate and a catalog entry.
    sort_once(out.rejected);
    std::ranges::sort(out.left, {}, &left_model::model_id);
    return out;
}

}  // namespace muster
