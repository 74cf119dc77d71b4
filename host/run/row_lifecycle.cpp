#include "row_lifecycle.hpp"

#include "base/clock.hpp"
#include "contract/identity.hpp"
#include "identity/current_ids.hpp"

#include <boost/unordered/unordered_flat_set.hpp>

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>

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
        wanted_.reserve(prepared.published.size());
        for (std::size_t i = 0; i < prepared.published.size(); ++i)
            wanted_.insert(folded_hash(aliases_.resolve(prepared.published.id_at(i))));
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
    boost::unordered_flat_set<std::uint64_t> wanted_ = {};
    boost::unordered_flat_set<std::uint64_t> listed_ = {};
};

/// By present name, the id under which a candidate or an entry of the catalog has its row. Refers
/// to the candidates.
class ids_of_rows
{
public:
    ids_of_rows(const data_files& own, const candidate_table& staged)
        : aliases_(aliases_of(own)), staged_(staged),
          by_name_(
              static_cast<std::uint32_t>(staged.size()),
              staged.ids(),
              [this](const std::string& id) { return aliases_.resolve(id); }
          )
    {
        for (const auto& entry : own.catalog)
            in_catalog_.emplace(fold_id(aliases_.resolve(entry.model_id)), entry.model_id);
    }

    /// Of a model by any of its names.
    std::optional<std::string_view> find(std::string_view model_id) const
    {
        const auto today = aliases_.resolve(model_id);
        // First, as the catalog's spelling wins.
        if (const auto entry = in_catalog_.find(fold_id(today)); entry != in_catalog_.end())
            return entry->second;
        const auto place = by_name_.find_current(today);
        return place ? std::optional(staged_.id_at(*place)) : std::nullopt;
    }

private:
    alias_table aliases_;
    const candidate_table& staged_;
    current_ids by_name_;
    std::map<std::string, std::string> in_catalog_ = {};  ///< by folded present name
};

/// Whether two ids share their owner or their name.
bool are_kin(const std::string& a, const std::string& b)
{
    const auto name_of = [](std::string_view id) { return id.substr(id.find('/') + 1); };
    return is_same_id(std::string(provider_of(a)), std::string(provider_of(b))) ||
           is_same_id(std::string(name_of(a)), std::string(name_of(b)));
}

/// A row that is unlisted since that day, or for longer, has had its time.
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
    // A first run: the names of all candidates are not needed.
    if (prepared.published.empty())
        return {};
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
    sized_models& found, const evidence_book& before, const std::vector<unlisted_model>& unlisted
)
{
    std::map<std::string, hub_word> words;
    for (const auto& one : unlisted)
    {
        const auto id = fold_id(one.model_id);
        const auto now = found.keep.find(id);
        if (!now)
            continue;
        if (now->info == ask_state::absent)
        {
            words[id] = hub_word::gone;
            // What the size was derived from would be lost with the answer that there is none.
            if (auto old = before.find(id))
                found.keep.put(std::move(*old));
        }
        else if (now->info == ask_state::present && found.answered.contains(id))
            words[id] = hub_word::there;
    }
    return words;
}

void recall_evidence(data_files& own, const candidate_table& staged)
{
    const ids_of_rows ids(own, staged);
    for (const auto& one : own.archive)
        if (one.known && ids.find(one.row.model_id))
            // Added and not put: what is known of now counts more.
            own.known.add(*one.known);
}

void recall_renames(data_files& own, const candidate_table& staged, const row_table& published)
{
    std::set<std::string> known_rows;
    for (std::size_t i = 0; i < published.size(); ++i)
        known_rows.insert(fold_id(published.id_at(i)));
    // Hashes first: of a million candidates few are looked at.
    std::set<std::uint64_t> archived_commits;
    for (const auto& one : own.archive)
        if (one.known && one.known->commit)
            archived_commits.insert(commit_hash(*one.known->commit));
    // By commit: the one candidate that has it, or an empty name where several do.
    std::map<std::string, std::string> by_commit;
    for (std::size_t i = 0; i < staged.size(); ++i)
    {
        const auto id = fold_id(staged.id_at(i));
        const auto about = own.known.look_up(id);
        if (!about || !archived_commits.contains(about->commit_hash))
            continue;
        const auto known = own.known.find(id);
        const auto [place, is_first] = by_commit.try_emplace(*known->commit, staged.id_at(i));
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
        own.known.put(one.row.model_id, std::move(renamed));
    }
}

row_table
rows_to_compare(const row_table& published, const data_files& own, const candidate_table& staged)
{
    auto out = published.sibling();
    if (published.empty() && own.archive.empty())
        return out;
    const ids_of_rows ids(own, staged);
    auto all = published;
    for (const auto& one : own.archive)
        if (ids.find(one.row.model_id))
            all.push_back(one.row);
    id_index taken([&all](std::uint32_t place) { return all.id_at(place); }, all.size());
    for (std::uint32_t i = 0; i < all.size(); ++i)
        taken.add(i, id_hash(all.id_at(i)));
    std::set<std::string> renamed;
    for (std::size_t i = 0; i < all.size(); ++i)
    {
        const auto id = ids.find(all.id_at(i));
        // Two rows that turn out to be one model are compared as the one whose name it has.
        const bool is_renamed = id && !taken.find(*id) && renamed.insert(fold_id(*id)).second;
        if (!is_renamed && !all.is_marked(i))
        {
            out.push_back(all, i);
            continue;
        }
        auto row = all[i];
        row.unlisted_since.reset();
        row.gone_since.reset();
        if (is_renamed)
            row.model_id = *id;
        out.push_back(row);
    }
    return out;
}

}  // namespace muster
