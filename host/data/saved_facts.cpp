#include "saved_facts.hpp"

#include "saved_snapshot.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>
#include <vector>

namespace fs = std::filesystem;

namespace muster {

/// Never moves, as the index calls back into it: copies of the facts share one.
struct facts_by_id::state
{
    struct place
    {
        std::uint32_t table = 0;
        std::uint32_t row = 0;
        bool is_public = false;
    };

    model_view view_at(std::uint32_t position) const
    {
        const auto& at = places[position];
        return tables[at.table][at.row];
    }

    std::vector<model_table> tables = {};
    std::vector<place> places = {};
    id_index by_id{[this](std::uint32_t position) { return view_at(position).model_id; }};
};

facts_by_id::facts_by_id() : state_(std::make_shared<state>()) {}

void facts_by_id::add(const listing& published)
{
    auto& all = *state_;
    const auto table = static_cast<std::uint32_t>(all.tables.size());
    // A copy of a table shares its rows.
    all.tables.push_back(published.models);
    for (std::uint32_t row = 0; row < published.models.size(); ++row)
    {
        const auto model = published.models[row];
        if (!model.has_facts())
            continue;
        const auto known = all.by_id.find(model.model_id);
        if (!known)
        {
            all.places.push_back({table, row});
            all.by_id.add(
                static_cast<std::uint32_t>(all.places.size() - 1), id_hash(model.model_id)
            );
            continue;
        }
        auto& at = all.places[*known];
        // Of an earlier listing, which is trusted more.
        if (at.table != table)
            continue;
        // Of rows whose ids differ in letter case alone, the byte-smallest spelling counts, so that
        // the result does not depend on the order of the rows.
        const auto other = all.view_at(*known);
        if (std::pair(model.model_id, model.facts().commit) <
            std::pair(other.model_id, other.facts().commit))
            at.row = row;
    }
}

std::optional<repository_facts> facts_by_id::find(std::string_view model_id) const
{
    const auto found = state_->by_id.find(model_id);
    if (!found)
        return {};
    auto facts = state_->view_at(*found).facts();
    facts.is_public_today = state_->places[*found].is_public;
    return facts;
}

repository_facts facts_by_id::at(std::string_view model_id) const
{
    auto found = find(model_id);
    if (!found)
        throw std::out_of_range("facts_by_id::at");
    return std::move(*found);
}

std::size_t facts_by_id::size() const noexcept { return state_->places.size(); }

void facts_by_id::note_public(std::string_view model_id)
{
    if (const auto found = state_->by_id.find(model_id))
        state_->places[*found].is_public = true;
}

facts_by_id facts_of(const std::vector<listing>& listings)
{
    facts_by_id facts;
    for (const auto& one : listings)
        facts.add(one);
    return facts;
}

facts_by_id read_saved_facts(const fs::path& data, const trust_order& trust)
{
    auto files = listing_files(data);
    // By trust, as of two sources the facts of the first one count.
    std::stable_sort(files.begin(), files.end(), [&trust](const fs::path& a, const fs::path& b) {
        // A plugin's listings of other questions are its own: NAME+KEY.json.
        const auto plugin_of = [](const fs::path& file) {
            const auto stem = file.stem().string();
            return stem.substr(0, stem.find('+'));
        };
        return is_trusted_before(plugin_of(a), plugin_of(b), trust);
    });

    facts_by_id facts;
    for (const auto& file : files)
    {
        const auto kept = read_saved_snapshot(file);
        if (kept.has_error())
            continue;
        // Snapshots of smaller limits are newer than the main one; the newest is last. The first
        // that has facts of a model counts.
        for (auto one = kept->smaller_snapshots.rbegin(); one != kept->smaller_snapshots.rend();
             ++one)
            facts.add(one->published);
        facts.add(kept->published);
    }
    return facts;
}

}  // namespace muster
