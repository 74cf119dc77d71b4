#include "identify.hpp"

#include "canonical_ids.hpp"
#include "listed_names.hpp"
#include "match_prefilter.hpp"
#include "table/id_index.hpp"

#include <algorithm>
#include <optional>
#include <set>

namespace muster {

namespace {

struct found_id
{
    std::string model_id = {};
    id_evidence by = id_evidence::own_name;
};

/// The evidence for the ids of one run's rows, and its results.
class identification
{
public:
    identification(
        const std::vector<normalized_listing>& listings,
        const known_names& known,
        const canonical_ids& present,
        const parallel_for& over
    )
        : known_(known), present_(present),
          names_(
              named_rows(listings), ids_of(listings, known, over), owners_beside(listings, known)
          )
    {
    }

    void take(std::vector<normalized_listing>& listings, const parallel_for& over)
    {
        for (auto& listing : listings)
        {
            std::vector<answer> answers(listing.unresolved.size());
            const listed_names own(listing);
            // Finding is the slow part, and each row is by itself; adding changes the listing, so
            // in order.
            // Each writes its own place: no lock is needed.
            over(answers.size(), [&](std::size_t i) {
                const auto& name = listing.unresolved[i].name;
                answers[i].found = find(listing, name, answers[i].match);
                if (answers[i].found)
                    doubt(own, name, answers[i]);
            });
            for (std::size_t i = 0; i < answers.size(); ++i)
                add(listing, std::move(listing.unresolved[i]), std::move(answers[i]));
            // Each is now a candidate of the listing, or among the unresolved of the run.
            listing.unresolved.clear();
        }
    }

    identify_result finish() { return std::move(out_); }

private:
    // What find() gave for one row, so that all rows can be looked up at once.
    struct answer
    {
        std::optional<found_id> found = {};
        name_match match = {};
    };

    static std::vector<named_row> named_rows(const std::vector<normalized_listing>& listings)
    {
        std::vector<named_row> rows;
        for (const auto& listing : listings)
            rows.insert(rows.end(), listing.named.begin(), listing.named.end());
        return rows;
    }

    // Vendors' owners, by ids that sources gave earlier and by aliases.json.
    static owner_map
    owners_beside(const std::vector<normalized_listing>& listings, const known_names& known)
    {
        owner_map owners;
        for (const auto& [plugin, told] : known.id_histories)
            for (const auto& [name, id] : told)
                owners[std::string(provider_of(name))].insert(
                    fold_id(provider_of(known.aliases.resolve(id)))
                );
        for (const auto& listing : listings)
            for (const auto& row : listing.unresolved)
            {
                const auto vendor = fold_id(provider_of(row.name));
                const auto owner = known.aliases.owner_for(vendor);
                if (owner && row.name.find('/') != std::string::npos)
                    owners[vendor].insert(fold_id(*owner));
            }
        return owners;
    }

    static bool has_unresolved(const std::vector<normalized_listing>& listings)
    {
        return std::any_of(listings.begin(), listings.end(), [](const auto& listing) {
            return !listing.unresolved.empty();
        });
    }

    // The ids that rows without one could mean: one spelling of each, whatever the order of the
    // listings.
    static std::vector<std::string_view> ids_of(
        const std::vector<normalized_listing>& listings,
        const known_names& known,
        const parallel_for& over
    )
    {
        // Most runs of the Hub alone end here, without an index of two million ids.
        if (!has_unresolved(listings))
            return {};
        std::vector<std::string_view> ids;
        id_index index([&ids](std::uint32_t at) { return ids[at]; });
        match_prefilter names(listings, owners_beside(listings, known));
        for (const auto& listing : listings)
        {
            const auto& candidates = listing.candidates;
            // match_prefilter is not thread-safe: each thread has a copy.
            const auto meant = chosen_positions(candidates.size(), over, [&] {
                return [&table = candidates, own = names](std::size_t i) mutable {
                    return own.could_match(table.id_at(i));
                };
            });
            for (const auto i : meant)
            {
                const auto id = candidates.id_at(i);
                ids.push_back(id);
                const auto next = static_cast<std::uint32_t>(ids.size() - 1);
                const auto earlier = index.add(next, candidates.id_hash_at(i));
                if (!earlier)
                    continue;
                ids.pop_back();
                ids[*earlier] = std::min(ids[*earlier], id);
            }
        }
        // Models of earlier runs count as well: the Hub's listing may be limited to the most
        // popular.
        for (const auto& id : known.hub_ids)
            if (names.could_match(id) && !index.find(id))
            {
                ids.push_back(id);
                index.add(static_cast<std::uint32_t>(ids.size() - 1), id_hash(id));
            }
        return ids;
    }

    std::optional<found_id>
    find(const normalized_listing& listing, const std::string& name, name_match& match) const
    {
        // From here on the order is one of certainty: a person, then the source today, then the
        // source earlier, then the name itself.
        const std::string plain(without_serving_variant(name));
        for (const auto& one : {name, plain})
            // An alias of the full name is more exact than one of the plain name.
            if (auto id = known_.aliases.find(one); id && check_model_id(*id).has_value())
                return found_id{present_.of(*id), id_evidence::alias};
        match = names_.match(name);
        if (match.is_told)
            return found_id{match.model_id, id_evidence::twin};
        if (auto id = id_histories(listing.plugin, {name, plain}))
            return found_id{present_.of(*id), id_evidence::told};
        if (!match.model_id.empty())
            return found_id{present_.of(match.model_id), id_evidence::own_name};
        return {};
    }

    /// Takes back what leaves a doubt, and suggests it.
    void doubt(const listed_names& own, const std::string& name, answer& said) const
    {
        const auto found = *said.found;
        // Another source may call another model so: the words must say the same.
        if (found.by == id_evidence::twin && !own.give_id_for(name))
        {
            said.match = names_.match_by_words(name);
            if (!is_same_id(present_.of(said.match.model_id), found.model_id))
                return suggest(found.model_id, {}, said);
        }
        else if (found.by != id_evidence::own_name)
            return;
        // A vendor that serves a chat model may leave that word out, and a date: only its name for
        // the other model shows that it does not.
        auto siblings = std::move(said.match.siblings);
        std::erase_if(siblings, [&own](const auto& id) { return own.name_exactly(id); });
        if (!siblings.empty() || has_unknown_date(own, name))
            suggest(found.model_id, std::move(siblings), said);
    }

    /// Whether the list has the same name with a date that no model is known of: such a list dates
    /// the earlier ones, and the plain name may be a later one that is not known either.
    bool has_unknown_date(const listed_names& own, const std::string& name) const
    {
        return std::ranges::any_of(own.with_date(name), [&](const std::string& dated) {
            return !is_same_id(dated, without_serving_variant(name)) &&
                   names_.match(dated).model_id.empty();
        });
    }

    static void suggest(std::string first, std::vector<std::string> others, answer& said)
    {
        others.resize(std::min(others.size(), likely_matches_limit - 1));
        said.match.likely = {std::move(first)};
        said.match.likely.insert(said.match.likely.end(), others.begin(), others.end());
        said.found.reset();
    }

    std::optional<std::string>
    id_histories(const std::string& plugin, std::initializer_list<std::string> names) const
    {
        // By plugin: names are the source's own, and another source may mean something else.
        const auto told = known_.id_histories.find(plugin);
        if (told == known_.id_histories.end())
            return {};
        for (const auto& name : names)
            if (const auto id = told->second.find(fold_id(name)); id != told->second.end())
                return id->second;
        return {};
    }

    void add(normalized_listing& listing, unresolved_row row, answer said)
    {
        // It is no candidate: a person may decide, and the report suggests ids.
        if (!said.found)
        {
            out_.unresolved.push_back(
                {listing.plugin, std::move(row.name), std::move(said.match.likely)}
            );
            return;
        }
        const auto& found = *said.found;
        out_.inferred.push_back({listing.plugin, row.name, found.model_id, found.by});
        row.model.model_id = found.model_id;
        // Those two may be wrong, and the tag says so to whoever reads the staging file.
        if (found.by == id_evidence::told || found.by == id_evidence::own_name)
        {
            auto& tags = row.model.tags;
            const auto place = std::lower_bound(tags.begin(), tags.end(), inferred_id_tag);
            if (place == tags.end() || *place != inferred_id_tag)
                tags.insert(place, std::string(inferred_id_tag));
        }
        // From here on it is a candidate as any other.
        listing.candidates.push_back(std::move(row.model));
    }

    const known_names& known_;
    const canonical_ids& present_;
    name_evidence names_;
    identify_result out_ = {};
};

}  // namespace

std::string_view to_string(id_evidence value) noexcept
{
    switch (value)
    {
        case id_evidence::alias: return "alias";
        case id_evidence::twin: return "twin";
        case id_evidence::told: return "told-before";
        case id_evidence::own_name: return "name";
    }
    return "";
}

identify_result identify(
    std::vector<normalized_listing>& listings, const known_names& known, const parallel_for& over
)
{
    const canonical_ids present(listings, known.aliases);
    present.take(listings, over);
    identification all(listings, known, present, over);
    all.take(listings, over);
    return all.finish();
}

id_history extend_history(id_history before, const listing& published)
{
    std::set<std::string> told_now;
    for (const auto& model : published.models)
    {
        if (model.name.empty() || model.model_id.empty())
            continue;
        // Of several rows with one name the smallest id counts, in any order of rows.
        auto& id = before[fold_id(model.name)];
        const bool is_first = told_now.insert(fold_id(model.name)).second;
        if (is_first || model.model_id < id)
            id = model.model_id;
    }
    return before;
}

id_history history_without(id_history before, const listing& published)
{
    for (const auto& model : published.models)
        if (!model.name.empty() && !model.model_id.empty())
            before.erase(fold_id(model.name));
    return before;
}

}  // namespace muster
