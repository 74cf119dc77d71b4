#include "contract/identity.hpp"
#include "data_files.hpp"

#include <algorithm>

namespace muster {

key_facts_by_id key_facts_of(const data_files& own)
{
    key_facts_by_id facts;
    for (const auto& one : own.key_facts)
        facts.emplace(fold_id(one.model_id), &one);
    const auto aliases = aliases_of(own);
    for (const auto& one : own.key_facts)
        // After all own names: a fact under the very name goes before one under an earlier name.
        facts.try_emplace(fold_id(aliases.resolve(one.model_id)), &one);
    return facts;
}

const key_facts* find_key_facts(const key_facts_by_id& facts, const std::string& model_id)
{
    const auto found = facts.find(fold_id(model_id));
    return found == facts.end() ? nullptr : found->second;
}

alias_table aliases_of(const data_files& own)
{
    alias_table table;
    // A person may have accepted a vendor's name before the Hub had a model of that name. From then
    // on it means the Hub's.
    for (const auto& one : own.decisions)
    {
        const auto known = own.known.look_up(one.id);
        const bool is_on_the_hub = known && known->renamed_to.empty() && known->is_present;
        if (one.as && !is_on_the_hub)
            table.add_model(one.id, *one.as);
    }
    own.known.for_each_renamed([&table](const evidence_book::summary& known) {
        // The Hub's redirect came from outside: it is used only if it is a model id.
        if (check_model_id(known.renamed_to).has_value())
            table.add_model(known.model_id, known.renamed_to);
    });
    for (const auto& one : own.aliases)
    {
        if (one.vendor)
            table.add_vendor(*one.vendor, one.now);
        else if (one.owner)
            table.add_owner(*one.owner, one.now);
        else
            table.add_model(*one.model_id, one.now);
    }
    return table;
}

std::vector<std::string_view> hub_ids_of(const data_files& own)
{
    std::vector<std::string_view> ids;
    own.known.for_each([&ids](const evidence_book::summary& known) {
        // A definite "present", not the absence of a "no".
        if (known.is_present && known.renamed_to.empty())
            ids.push_back(known.model_id);
    });
    return ids;
}

std::string hub_license_of(const evidence_book& known, std::string_view model_id)
{
    const auto found = known.look_up(model_id);
    return found && found->is_present ? std::string(found->license) : std::string();
}

evidence_book evidence_by_canonical_id(const data_files& own)
{
    const auto aliases = aliases_of(own);
    // Kept under both names: a listing may have either.
    auto all = own.known;
    std::vector<std::string> renamed;
    if (!aliases.empty())
        own.known.for_each([&](const evidence_book::summary& known) {
            if (aliases.may_rename(known.model_id))
                renamed.push_back(fold_id(known.model_id));
        });
    // Of two earlier names of one model the first counts.
    std::ranges::sort(renamed);
    for (const auto& id : renamed)
    {
        const auto today = aliases.resolve(own.known.look_up(id)->model_id);
        if (is_same_id(today, id) || all.contains(today))
            continue;
        auto known = own.known.at(id);
        // Under its present name it is renamed to nothing.
        known.renamed_to.reset();
        known.model_id = today;
        all.add(std::move(known));
    }
    return all;
}

decision_table decisions_of(const data_files& own)
{
    return decision_table(own.decisions, aliases_of(own));
}

}  // namespace muster
