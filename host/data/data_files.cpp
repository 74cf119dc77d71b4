#include "data_files.hpp"

#include "contract/identity.hpp"
#include "data_directory.hpp"
#include "files/file_chunks.hpp"
#include "files_for_names.hpp"
#include "json/member_reader.hpp"
#include "muster/json_text.hpp"
#include "size/facts/evidence_file.hpp"
#include "staging/stage.hpp"

#include <functional>
#include <set>
#include <utility>

namespace fs = std::filesystem;
namespace json = boost::json;

namespace muster {

// errc::wrong_shape whatever the reader found, so that the exit status is 1 and not that of bad
// usage.
failure damaged_file(failure why)
{
    return {errc::wrong_shape, std::move(why.where) + "; mend the file, or take it away"};
}

namespace {

// For a file whose absence loses something that the advice must not hide.
failure with_loss(failure why, std::string_view loss)
{
    if (why.code == make_error_code(errc::wrong_shape))
        why.where += std::string(": ") += loss;
    return why;
}

}  // namespace

failure no_file_yet(const fs::path& file, std::string_view what_to_do)
{
    return {
        make_error_code(boost::system::errc::no_such_file_or_directory),
        "there is no " + file.string() + " yet: " + std::string(what_to_do)};
}

namespace {

/// All but the evidence.
result<data_files> read_without_evidence(const fs::path& data)
{
    auto catalog = read_own(data / catalog_file_name, std::vector<catalog_entry>(), read_catalog);
    if (catalog.has_error())
        return catalog.error();
    auto aliases = read_own(data / aliases_file_name, std::vector<alias>(), read_aliases);
    if (aliases.has_error())
        return aliases.error();
    auto decisions = read_decisions_file(data);
    if (decisions.has_error())
        return decisions.error();
    auto policy = read_own(data / policy_file_name, default_list_policy(), read_list_policy);
    if (policy.has_error())
        return policy.error();
    auto facts = read_own(data / key_facts_file_name, std::vector<key_facts>(), read_key_facts);
    if (facts.has_error())
        return facts.error();
    auto unlisted =
        read_own(data / unlisted_file_name, std::vector<unlisted_model>(), read_unlisted);
    if (unlisted.has_error())
        return with_loss(
            unlisted.error(),
            "the models in it then leave models.json with the next update, and a run finds them "
            "again"
        );
    auto archive = read_own(data / archive_file_name, std::vector<archived_model>(), read_archive);
    if (archive.has_error())
        return with_loss(archive.error(), "the rows in it then do not come back as they were");
    return data_files{
        std::move(*catalog),
        {},
        std::move(*aliases),
        std::move(*decisions),
        std::move(*policy),
        std::move(*facts),
        std::move(*unlisted),
        std::move(*archive),
        // Others may build a package from it: what only one person's token saw must not be in it.
        is_what_ships(data)};
}

void add_evidence(data_files& own, std::vector<evidence>&& recorded)
{
    for (auto& model : recorded)
    {
        if (own.is_shipped)
            forget_negative_answers(model);
        // Two spellings of one id are one model: the first counts.
        own.known.try_emplace(fold_id(model.model_id), std::move(model));
    }
}

result<void> add_row(data_files& own, const json::value& row, const std::string& place)
{
    auto one = read_evidence('[' + to_json_line(row) + ']', place);
    if (one.has_error())
        return one.error();
    add_evidence(own, std::move(*one));
    return {};
}

/// Adds the evidence of rows that are wanted: by their id, as it is spelled, and whether the Hub
/// said that it has another name now.
result<void> add_some_evidence(
    data_files& own,
    const fs::path& file,
    const std::function<bool(const std::string& id, bool is_renamed)>& is_wanted
)
{
    const auto list = list_in_file_if_there(file);
    if (list.has_error())
        return list.error();
    if (!*list)
        return {};
    std::size_t index = 0;
    const auto done = (*list)->for_each([&](const json::value& row, long_list::place) {
        const auto place = file.string() + ": [" + std::to_string(index++) + ']';
        member_reader members(row, place);
        const auto id = members.required_text("model_id");
        const bool is_renamed = members.text("renamed_to").has_value();
        if (!members.ok())
            return result<void>(members.to_failure());
        if (is_wanted(id, is_renamed))
            return add_row(own, row, place);
        return result<void>();
    });
    return done.has_error() ? result<void>(damaged_file(done.error())) : done;
}

}  // namespace

result<data_files> read_files_for_names(const fs::path& data)
{
    auto own = read_without_evidence(data);
    if (own.has_error())
        return own;
    // Decisions count only beside what the Hub has.
    std::set<std::string> decided;
    for (const auto& one : own->decisions)
        decided.insert(fold_id(one.id));
    const auto added =
        add_some_evidence(*own, data / evidence_file_name, [&](const auto& id, bool is_renamed) {
            return is_renamed || decided.contains(fold_id(id));
        });
    if (added.has_error())
        return added.error();
    return own;
}

result<data_files> read_data_files(const fs::path& data)
{
    auto own = read_without_evidence(data);
    if (own.has_error())
        return own;
    auto recorded = read_own(data / evidence_file_name, std::vector<evidence>(), read_evidence);
    if (recorded.has_error())
        return recorded.error();
    add_evidence(*own, std::move(*recorded));
    return own;
}

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
        const auto known = own.known.find(fold_id(one.id));
        const bool is_on_the_hub = known != own.known.end() && !known->second.renamed_to &&
                                   known->second.info == ask_state::present;
        if (one.as && !is_on_the_hub)
            table.add_model(one.id, *one.as);
    }
    for (const auto& [id, known] : own.known)
        // The Hub's redirect came from outside: it is used only if it is a model id.
        if (known.renamed_to && check_model_id(*known.renamed_to).has_value())
            table.add_model(known.model_id, *known.renamed_to);
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

std::vector<std::string> hub_ids_of(const data_files& own)
{
    std::vector<std::string> ids;
    for (const auto& [id, known] : own.known)
        // A definite "present", not the absence of a "no".
        if (known.info == ask_state::present && !known.renamed_to)
            ids.push_back(known.model_id);
    return ids;
}

std::map<std::string, std::string> hub_licenses_of(const data_files& own)
{
    std::map<std::string, std::string> licenses;
    for (const auto& [id, known] : own.known)
        if (known.info == ask_state::present && !known.license.empty())
            licenses.emplace(id, known.license);
    return licenses;
}

std::map<std::string, evidence> evidence_by_canonical_id(const data_files& own)
{
    const auto aliases = aliases_of(own);
    // Kept under both names: a listing may have either.
    auto all = own.known;
    for (const auto& [id, known] : own.known)
    {
        auto today = aliases.resolve(known.model_id);
        if (fold_id(today) == id)
            continue;
        auto renamed = known;
        // Under its present name it is renamed to nothing.
        renamed.renamed_to.reset();
        renamed.model_id = today;
        all.try_emplace(fold_id(today), std::move(renamed));
    }
    return all;
}

decision_table decisions_of(const data_files& own)
{
    return decision_table(own.decisions, aliases_of(own));
}

result<std::vector<model_row>> read_published_rows(const fs::path& data)
{
    return read_own(data / models_file_name, std::vector<model_row>(), read_models);
}

result<std::vector<decision>> read_decisions_file(const fs::path& data)
{
    return read_own(data / decisions_file_name, std::vector<decision>(), read_decisions);
}

result<std::vector<candidate>> read_staging_file(const fs::path& data)
{
    const auto file = data / staging_file_name;
    return read_own(file, no_file_yet(file, "run muster ingest, or muster run"), read_stage);
}

}  // namespace muster
