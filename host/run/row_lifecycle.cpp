#include "row_lifecycle.hpp"

#include "base/clock.hpp"
#include "contract/identity.hpp"

#include <algorithm>
#include <set>
#include <unordered_set>

namespace muster {

namespace {

/// The folded present names of what sources list or the catalog names, among those of interest.
class listed_names
{
public:
    listed_names(const prepared_run& prepared, const gathered_candidates& candidates)
        : aliases_(aliases_of(prepared.own))
    {
        // Hashes of published names alone: the listings may have a million others.
        for (const auto& row : prepared.published)
            wanted_.insert(folded_hash(aliases_.resolve(row.model_id)));
        for (std::size_t i = 0; i < candidates.staged.size(); ++i)
            add(candidates.staged.id_at(i));
        // Listed all the same, whatever was made of them.
        for (const auto& id : candidates.ingested->rejected)
            add(id);
        for (const auto& one : candidates.ingested->variants)
            add(one.model_id);
        for (const auto& one : candidates.ingested->left)
            add(one.model_id);
        for (const auto& entry : prepared.own.catalog)
            add(aliases_.resolve(entry.model_id));
    }

    bool has(const std::string& model_id) const
    {
        return listed_.contains(folded_hash(aliases_.resolve(model_id)));
    }

private:
    void add(std::string_view id)
    {
        const auto hash = folded_hash(id);
        if (wanted_.contains(hash))
            listed_.insert(hash);
    }

    alias_table aliases_;
    std::unordered_set<std::uint64_t> wanted_ = {};
    std::unordered_set<std::uint64_t> listed_ = {};
};

/// By folded present name, the id under which a candidate or an entry of the catalog has its row.
std::map<std::string, std::string> ids_of_rows(const data_files& own, const candidate_table& staged)
{
    const auto aliases = aliases_of(own);
    std::map<std::string, std::string> ids;
    // First, as the catalog's spelling wins.
    for (const auto& entry : own.catalog)
        ids.emplace(fold_id(aliases.resolve(entry.model_id)), entry.model_id);
    for (const auto& one : staged)
        ids.emplace(fold_id(aliases.resolve(one.model_id)), one.model_id);
    return ids;
}

/// Whether two ids share their owner or their name.
bool are_kin(const std::string& a, const std::string& b)
{
    const auto name_of = [](std::string_view id) { return id.substr(id.find('/') + 1); };
    return is_same_id(std::string(provider_of(a)), std::string(provider_of(b))) ||
           is_same_id(std::string(name_of(a)), std::string(name_of(b)));
}

std::string end_of_grace(const run_request& request)
{
    const auto now = seconds_since_epoch(request.now).value_or(std::chrono::seconds());
    const auto grace = std::chrono::floor<std::chrono::seconds>(request.chosen.grace);
    return day_of(utc_of(now - grace));
}

}  // namespace

std::vector<unlisted_model> unlisted_now(
    const run_request& request, const prepared_run& prepared, const gathered_candidates& candidates
)
{
    const auto& known = prepared.own.unlisted;
    // An update takes the word of the ingest before it; a run that got nothing has none.
    if (!candidates.ingested)
        return request.steps.ingests ? none_confirmed(known, day_of(request.now)) : known;
    const listed_names listed(prepared, candidates);
    unlisted_rules rules;
    rules.sources = candidates.ingested->coverage;
    rules.left_out = prepared.sources.left_out;
    // Of a plugin that says nothing of itself nobody knows which rows are its own.
    rules.are_sources_named =
        request.chosen.sources.has_value() &&
        std::ranges::none_of(rules.sources, [](const auto& one) { return one.label.empty(); });
    rules.last_day = prepared.last_day;
    rules.before = known;
    rules.today = day_of(request.now);
    rules.grace_end = end_of_grace(request);
    rules.is_listed = [&listed](const std::string& id) { return listed.has(id); };
    return find_unlisted(prepared.published, rules);
}

std::map<std::string, hub_word> take_hub_words(
    sized_models& found,
    const std::map<std::string, evidence>& before,
    const std::vector<unlisted_model>& unlisted
)
{
    std::map<std::string, hub_word> words;
    for (const auto& one : unlisted)
    {
        const auto id = fold_id(one.model_id);
        const auto now = found.keep.find(id);
        if (now == found.keep.end())
            continue;
        if (now->second.info == ask_state::absent)
        {
            words[id] = hub_word::gone;
            if (const auto old = before.find(id); old != before.end())
                now->second = old->second;
        }
        else if (now->second.info == ask_state::present && found.answered.contains(id))
            words[id] = hub_word::there;
    }
    return words;
}

void recall_evidence(data_files& own, const candidate_table& staged)
{
    const auto ids = ids_of_rows(own, staged);
    const auto aliases = aliases_of(own);
    for (const auto& one : own.archive)
        if (one.known && ids.contains(fold_id(aliases.resolve(one.row.model_id))))
            own.known.try_emplace(fold_id(one.known->model_id), *one.known);
}

void recall_renames(
    data_files& own, const candidate_table& staged, const std::vector<model_row>& published
)
{
    std::set<std::string> known_rows;
    for (const auto& row : published)
        known_rows.insert(fold_id(row.model_id));
    // By commit: the one candidate that has it, or an empty name where several do.
    std::map<std::string, std::string> by_commit;
    for (std::size_t i = 0; i < staged.size(); ++i)
    {
        const auto id = fold_id(staged.id_at(i));
        const auto known = own.known.find(id);
        if (known == own.known.end() || !known->second.commit)
            continue;
        const auto [place, is_first] =
            by_commit.try_emplace(*known->second.commit, staged.id_at(i));
        if (!is_first || known_rows.contains(id))
            place->second.clear();
    }
    for (const auto& one : own.archive)
    {
        const auto found =
            one.known && one.known->commit ? by_commit.find(*one.known->commit) : by_commit.end();
        // A copy that somebody else made has the commit, too.
        if (found == by_commit.end() || found->second.empty() ||
            is_same_id(found->second, one.row.model_id) ||
            !are_kin(found->second, one.row.model_id))
            continue;
        auto renamed = *one.known;
        renamed.renamed_to = found->second;
        own.known.insert_or_assign(fold_id(one.row.model_id), std::move(renamed));
    }
}

std::vector<model_row> rows_to_compare(
    const std::vector<model_row>& published, const data_files& own, const candidate_table& staged
)
{
    const auto aliases = aliases_of(own);
    const auto ids = ids_of_rows(own, staged);
    auto out = published;
    for (const auto& one : own.archive)
        if (ids.contains(fold_id(aliases.resolve(one.row.model_id))))
            out.push_back(one.row);
    std::set<std::string> taken;
    for (const auto& row : out)
        taken.insert(fold_id(row.model_id));
    for (auto& row : out)
    {
        row.unlisted_since.reset();
        row.gone_since.reset();
        const auto id = ids.find(fold_id(aliases.resolve(row.model_id)));
        // Two rows that turn out to be one model are compared as the one whose name it has.
        if (id != ids.end() && taken.insert(fold_id(id->second)).second)
            row.model_id = id->second;
    }
    return out;
}

}  // namespace muster
