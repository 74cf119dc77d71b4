#include "normalize.hpp"

#include "contract/identity.hpp"
#include "muster/license.hpp"
#include "text/trim.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace muster {

namespace {

/// The candidate of a row without an id.
candidate without_id(const model_view& row, std::string_view label)
{
    const std::vector<std::string> sources = {std::string(label)};
    candidate_view found;
    found.sources = text_list(sources);
    found.popularity_score = popularity_score(row.popularity);
    found.tags = row.tags;
    auto out = found.to_owned();
    // The view has none: licences of rows are looked up in a table.
    out.license = normalize_license(row.license);
    return out;
}

// Sorts rows by name and keeps one of each name. Which one must not depend on their order, so that
// all their fields are compared.
void sort_by_name(std::vector<unresolved_row>& rows)
{
    const auto key = [](const unresolved_row& row) {
        return std::tie(row.name, row.model.license, row.model.popularity_score, row.model.tags);
    };
    std::sort(rows.begin(), rows.end(), [&](const auto& a, const auto& b) {
        return key(a) < key(b);
    });
    const auto same_name = [](const auto& a, const auto& b) { return a.name == b.name; };
    rows.erase(std::unique(rows.begin(), rows.end(), same_name), rows.end());
}

/// Adds any row: as a candidate, as a name to be resolved, or as a rejection.
void add(const model_view& row, normalized_listing& out)
{
    const auto id = trimmed(row.model_id);
    if (id.empty() && !row.name.empty())
    {
        out.unresolved.push_back({std::string(row.name), without_id(row, out.label)});
        return;
    }
    const auto checked = check_model_id(id);
    if (checked.has_error())
    {
        out.rejected.push_back({std::string(row.model_id), checked.error().where});
        return;
    }
    if (!row.name.empty())
        out.named.push_back({std::string(row.name), std::string(id)});
    out.candidates.add(row);
}

}  // namespace

normalized_listing normalize(const listing& published)
{
    normalized_listing out;
    out.plugin = published.plugin;
    out.label = published.label;
    out.rejected = published.rejected;
    out.candidates.add_listing(published.models, published.label);
    out.candidates.reserve(published.models.size());
    // In the order of the listing: the spelling of equal ids may depend on it.
    for (const auto& row : published.models)
        add(row, out);
    sort_by_name(out.unresolved);
    return out;
}

}  // namespace muster
