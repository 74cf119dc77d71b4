#include "source_names.hpp"

#include "builds/named_copy.hpp"
#include "contract/identity.hpp"

#include <map>
#include <set>

namespace muster {

namespace {

constexpr std::string_view said_now = "the source gives the id";
constexpr std::string_view said_before = "the source gave the id before";
constexpr std::string_view said_of_other = "a row of the same name gives the id";
constexpr std::string_view renamed = "aliases.json";
constexpr std::string_view same_words = "its words are those of one model of this maker";
constexpr std::string_view near_words = "its words are near those of the model";

std::string decided_words(const decision& made) { return "a person: " + made.why; }

/// Gathers what each source calls which model. Refers to the material.
class source_names_collector
{
public:
    explicit source_names_collector(const name_material& material) : material_(material)
    {
        for (const auto& one : material.decisions)
            if (one.as)
                decided_.emplace(fold_id(one.id), &one);
        for (const auto& one : material.sources)
            sources_.emplace(one.plugin, &one);
    }

    std::vector<known_name> work()
    {
        for (const auto& listing : material_.listings)
            take_named(listing);
        for (const auto& one : material_.inferred)
            take_inferred(one);
        for (const auto& one : material_.unresolved)
            take_unresolved(one);
        // Last: of what was said before, only names that nothing says anything of today are taken.
        if (material_.histories)
            for (const auto& [plugin, history] : *material_.histories)
                for (const auto& [name, id] : history)
                    take_published(plugin, name, id);
        return std::move(out_);
    }

private:
    /// A name of a source with nothing known of it; null where the source is none of this run.
    known_name* begin(const std::string& plugin, const std::string& name)
    {
        const auto source = sources_.find(plugin);
        if (source == sources_.end())
            return nullptr;
        auto& one = out_.emplace_back();
        one.name = name;
        one.source = source->second->label;
        one.since = source->second->day;
        met_[plugin].insert(fold_id(name));
        return &one;
    }

    static void
    give_meaning(known_name& one, certainty how, std::string model_id, std::string_view evidence)
    {
        one.how = how;
        one.model_id = std::move(model_id);
        one.evidence = evidence;
    }

    /// A person's word beats what the source says.
    bool take_decision(known_name& one)
    {
        // A decision on the very name goes before one on all its variants.
        for (const auto name : {std::string_view(one.name), without_serving_variant(one.name)})
            if (const auto made = decided_.find(fold_id(name)); made != decided_.end())
            {
                const auto& by = *made->second;
                give_meaning(one, certainty::certain, material_.today(*by.as), decided_words(by));
                one.since = by.date.substr(0, day_size);
                return true;
            }
        return false;
    }

    void take_named(const normalized_listing& listing)
    {
        std::map<std::string, std::set<std::string>> ids;
        for (const auto& row : listing.named)
            ids[row.name].insert(material_.today(row.model_id));
        for (const auto& [name, all] : ids)
        {
            auto* const one = begin(listing.plugin, name);
            if (!one || take_decision(*one))
                continue;
            std::vector<std::string> given(all.begin(), all.end());
            // A source that gives one name to two models leaves open which it means.
            const auto how = put_plain_first(given) ? certainty::certain : certainty::likely;
            give_meaning(*one, how, given.front(), said_now);
            one->others.assign(given.begin() + 1, given.end());
        }
    }

    void take_inferred(const inferred_id& found)
    {
        auto* const one = begin(found.plugin, found.name);
        if (!one || take_decision(*one))
            return;
        // Whatever gave a row its id is certain: where there was a doubt, the row is unresolved.
        switch (found.by)
        {
            case id_evidence::alias:
                return give_meaning(*one, certainty::certain, found.model_id, renamed);
            case id_evidence::twin:
                return give_meaning(*one, certainty::certain, found.model_id, said_of_other);
            case id_evidence::told:
                return give_meaning(*one, certainty::certain, found.model_id, said_before);
            case id_evidence::own_name:
                return give_meaning(*one, certainty::certain, found.model_id, same_words);
        }
    }

    void take_unresolved(const unresolved_name& open)
    {
        auto* const one = begin(open.plugin, open.name);
        if (!one || take_decision(*one) || open.likely.empty())
            return;
        give_meaning(*one, certainty::likely, open.likely.front(), near_words);
        one->others.assign(open.likely.begin() + 1, open.likely.end());
    }

    /// A name that the source has no more.
    void take_published(const std::string& plugin, const std::string& name, const std::string& id)
    {
        if (met_[plugin].contains(name))
            return;
        auto* const one = begin(plugin, name);
        if (one && !take_decision(*one))
            give_meaning(*one, certainty::certain, material_.today(id), said_before);
    }

    static constexpr std::size_t day_size = 10;

    const name_material& material_;
    std::map<std::string, const decision*> decided_ = {};  ///< by folded name
    std::map<std::string, const naming_source*> sources_ = {};
    std::map<std::string, std::set<std::string>> met_ = {};  ///< folded names by plugin
    std::vector<known_name> out_ = {};
};

}  // namespace

std::vector<known_name> names_of_sources(const name_material& material)
{
    return source_names_collector(material).work();
}

}  // namespace muster
