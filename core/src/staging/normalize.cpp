#include "normalize.hpp"

#include "muster/license.hpp"
#include "table/id_index.hpp"
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
    auto out = found.whole();
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

/// What is found out about each row by itself, so on all cores; adding to the table is done in
/// order.
struct row_facts
{
    std::uint32_t id_hash = 0;
    text_id license = 0;
    bool is_plain = false;  ///< a valid id, and no name of the source's own
};

row_facts facts_of_row(const model_view& row)
{
    const auto id = row.model_id;
    // An id with space around it is not plain: add() trims it.
    const bool is_plain = row.name.empty() && check_model_id(id).has_value();
    return {is_plain ? id_index::hash_of(id) : 0, row.license_id(), is_plain};
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

normalized_listing normalize(const listing& published, const parallel_for& over)
{
    normalized_listing out;
    out.plugin = published.plugin;
    out.label = published.label;
    out.rejected = published.rejected;
    const auto& models = published.models;
    out.candidates.add_listing(models, published.label);
    out.candidates.reserve(models.size());
    std::vector<row_facts> rows(models.size());
    over(chunk_count(rows.size()), [&](std::size_t chunk) {
        const auto [begin, end] = chunk_range(rows.size(), chunk);
        for (auto i = begin; i < end; ++i)
            rows[i] = facts_of_row(models[i]);
    });
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (rows[i].is_plain)
            // The usual case, without looking at the row again: the table keeps a reference to it.
            out.candidates.add(models.row_at(i), rows[i].license, rows[i].id_hash);
        else
            add(models[i], out);
    sort_by_name(out.unresolved);
    return out;
}

}  // namespace muster
