#include "known_models.hpp"

#include "base/suggest.hpp"
#include "contract/identity.hpp"
#include "data_files.hpp"
#include "identity/name_evidence.hpp"
#include "saved_snapshot.hpp"
#include "staging/stage.hpp"

#include <algorithm>

namespace fs = std::filesystem;

namespace muster {

namespace {

constexpr std::size_t typing_errors_limit = 2;

// "Qwen2.5-7B" and "Qwen3-8B" are two models, not a typing error.
std::string without_numbers(std::string_view name)
{
    auto letters = fold_id(name);
    std::erase_if(letters, [](char c) { return (c >= '0' && c <= '9') || c == '.'; });
    return letters;
}

void add_name(known_models& known, const std::string& name)
{
    if (!name.empty())
        // The first spelling stays: files that people keep are read before listings.
        known.names.try_emplace(fold_id(name), name);
}

result<void> add_own_files(known_models& known, const fs::path& data)
{
    const auto own = read_data_files(data);
    if (own.has_error())
        return own.error();
    for (const auto& entry : own->catalog)
        add_name(known, entry.model_id);
    for (const auto& one : own->aliases)
        // Aliases of owners and vendors name no model.
        add_name(known, one.model_id ? one.now : std::string());
    // Only what names stand for; the decided names themselves may be typing errors.
    for (const auto& one : own->decisions)
        add_name(known, one.as.value_or(""));
    own->known.for_each([&known](const evidence_book::summary& found) {
        add_name(known, std::string(found.model_id));
    });
    for (const auto& id : hub_ids_of(*own))
        known.on_the_hub.insert(fold_id(id));
    const auto aliases = aliases_of(*own);
    // A copy, since the loop adds names.
    auto earlier = known.names;
    for (const auto& [id, name] : earlier)
        add_name(known, aliases.resolve(name));
    return {};
}

result<void> add_outputs(known_models& known, const fs::path& data)
{
    std::error_code ec;
    if (fs::exists(data / staging_file_name, ec))
    {
        const auto staged = read_staging_file(data);
        if (staged.has_error())
            return staged.error();
        for (std::size_t i = 0; i < staged->size(); ++i)
            add_name(known, std::string(staged->id_at(i)));
    }
    const auto rows = read_published_rows(data);
    if (rows.has_error())
        return rows.error();
    for (std::size_t i = 0; i < rows->size(); ++i)
    {
        const std::string id(rows->id_at(i));
        add_name(known, id);
        known.published.insert(fold_id(id));
    }
    return {};
}

void add_listing(known_models& known, const fs::path& file)
{
    const auto kept = read_saved_snapshot(file);
    // A listing that cannot be read costs its names, and not the command.
    if (kept.has_error())
        return;
    for (const auto& model : kept->published.models)
    {
        add_name(known, std::string(model.model_id));
        add_name(known, std::string(model.name));
        // Only the Hub gives a commit.
        if (!model.facts().commit.empty())
            known.on_the_hub.insert(fold_id(model.model_id));
    }
}

}  // namespace

bool known_models::has(const std::string& name) const
{
    return names.contains(fold_id(name)) || names.contains(fold_id(without_serving_variant(name)));
}

std::string known_models::meant_by(const std::string& name) const
{
    const auto given = fold_id(without_serving_variant(name));
    const auto letters = without_numbers(given);
    std::string best;
    auto least = typing_errors_limit + 1;
    for (const auto& [folded, known] : names)
    {
        const auto longer = std::max(folded.size(), given.size());
        const auto shorter = std::min(folded.size(), given.size());
        // Cheap checks first: the distance costs the product of both lengths, for every known name.
        if (longer - shorter > typing_errors_limit || without_numbers(folded) == letters)
            continue;
        const auto distance = edit_distance(given, folded);
        if (distance < least)
        {
            best = known;
            least = distance;
        }
    }
    return best;
}

result<known_models> read_known_models(const fs::path& data)
{
    known_models known;
    for (const auto add : {add_own_files, add_outputs})
        if (const auto added = add(known, data); added.has_error())
            return added.error();
    for (const auto& file : listing_files(data))
        add_listing(known, file);
    return known;
}

}  // namespace muster
