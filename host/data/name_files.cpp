#include "name_files.hpp"

#include "builds/builds_file.hpp"
#include "contract/identity.hpp"
#include "names/names_file.hpp"
#include "staging/stage.hpp"

#include <set>

namespace fs = std::filesystem;

namespace muster {

namespace {

/// The staged ids as they stand in the file, by popularity, then all others that are known.
result<std::vector<std::string>> ids_in(const fs::path& data, const known_models& known)
{
    std::vector<std::string> ids;
    std::set<std::string> met;
    const auto add = [&](const std::string& id) {
        // Known names also have what sources call models: those are no ids.
        if (check_model_id(id).has_value() && met.insert(fold_id(id)).second)
            ids.push_back(id);
    };
    std::error_code ec;
    if (fs::exists(data / staging_file_name, ec))
    {
        const auto staged = read_staging_file(data);
        if (staged.has_error())
            return staged.error();
        for (std::size_t i = 0; i < staged->size(); ++i)
            add(std::string(staged->id_at(i)));
    }
    for (const auto& id : known.published)
        add(known.names.at(id));
    for (const auto& id : known.on_the_hub)
        if (const auto name = known.names.find(id); name != known.names.end())
            add(name->second);
    return ids;
}

}  // namespace

name_facts name_files::facts() const { return {names, builds, decisions, &aliases, ids}; }

result<std::vector<model_builds>> read_builds_file(const fs::path& data)
{
    return read_own(data / builds_file_name, std::vector<model_builds>(), read_builds);
}

result<name_files> read_name_files(const fs::path& data)
{
    name_files out;
    auto names = read_own(data / names_file_name, std::vector<known_name>(), read_names);
    if (names.has_error())
        return names.error();
    out.names = std::move(*names);
    auto builds = read_builds_file(data);
    if (builds.has_error())
        return builds.error();
    out.builds = std::move(*builds);
    auto own = read_data_files(data);
    if (own.has_error())
        return own.error();
    out.aliases = aliases_of(*own);
    out.decisions = std::move(own->decisions);
    auto known = read_known_models(data);
    if (known.has_error())
        return known.error();
    out.known = std::move(*known);
    auto ids = ids_in(data, out.known);
    if (ids.has_error())
        return ids.error();
    out.ids = std::move(*ids);
    return out;
}

}  // namespace muster
