#include "saved_facts.hpp"

#include "contract/identity.hpp"
#include "saved_snapshot.hpp"

#include <algorithm>
#include <vector>

namespace fs = std::filesystem;

namespace muster {

void add_facts(const listing& published, facts_by_id& facts)
{
    // Of rows whose ids differ in letter case alone, the byte-smallest spelling counts, so that the
    // result does not depend on the order of the rows.
    std::map<std::string, std::pair<std::string, repository_facts>> chosen;
    for (const auto& model : published.models)
    {
        if (!model.has_facts())
            continue;
        const std::string id(model.model_id);
        auto facts_told = model.facts();
        const auto [at, is_new] = chosen.try_emplace(fold_id(id), id, facts_told);
        if (!is_new && std::pair(id, facts_told.commit) <
                           std::pair(at->second.first, at->second.second.commit))
            at->second = {id, std::move(facts_told)};
    }
    for (auto& [folded, one] : chosen)
        facts.try_emplace(folded, std::move(one.second));
}

facts_by_id facts_of(const std::vector<listing>& listings)
{
    facts_by_id facts;
    for (const auto& one : listings)
        add_facts(one, facts);
    return facts;
}

facts_by_id read_saved_facts(const fs::path& data, const trust_order& trust)
{
    auto files = listing_files(data);
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
            add_facts(one->published, facts);
        add_facts(kept->published, facts);
    }
    return facts;
}

}  // namespace muster
