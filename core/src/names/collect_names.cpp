#include "collect_names.hpp"

#include "contract/identity.hpp"
#include "library_names.hpp"
#include "source_names.hpp"

#include <algorithm>
#include <utility>

namespace muster {

namespace {

using name_key = std::pair<std::string, std::string>;  ///< label and folded name

name_key key_of(const known_name& one) { return {one.source, fold_id(one.name)}; }

/// One entry for each name of a source, in the order of the file.
class name_collection
{
public:
    void add(known_name one)
    {
        auto key = key_of(one);
        const auto [place, is_new] = names_.try_emplace(std::move(key), std::move(one));
        // Letter case aside, a source may have a name twice: the more certain one counts, then the
        // byte-smaller.
        if (!is_new && std::pair(one.how, std::cref(one.name).get()) <
                           std::pair(place->second.how, std::cref(place->second.name).get()))
            place->second = std::move(one);
    }

    bool has(const known_name& one) const { return names_.contains(key_of(one)); }

    /// Takes the first day of what was known before and is no other today.
    void take_days(std::span<const known_name> before)
    {
        for (const auto& one : before)
            if (const auto now = names_.find(key_of(one)); now != names_.end())
                if (now->second.how == one.how && is_same_id(now->second.model_id, one.model_id) &&
                    !one.since.empty() && one.since < now->second.since)
                    now->second.since = one.since;
    }

    std::vector<known_name> finish() &&
    {
        std::vector<known_name> out;
        out.reserve(names_.size());
        for (auto& [key, one] : names_)
            out.push_back(std::move(one));
        return out;
    }

private:
    std::map<name_key, known_name> names_ = {};
};

bool is_of_this_run(const name_material& material, const known_name& one)
{
    const auto is_it = [&one](const naming_source& source) { return source.label == one.source; };
    // Names of Ollama's library are made in every run, from the builds.
    return one.source == ollama_label || std::ranges::any_of(material.sources, is_it);
}

}  // namespace

std::vector<known_name> collect_names(const name_material& material)
{
    name_collection all;
    for (auto& one : names_of_sources(material))
        all.add(std::move(one));
    for (auto& one : library_names(material.builds, material.day))
        all.add(std::move(one));
    all.take_days(material.before);
    for (const auto& one : material.before)
        // A source that was not asked this time keeps its names.
        if (!is_of_this_run(material, one) && !all.has(one))
            all.add(one);
    return std::move(all).finish();
}

}  // namespace muster
