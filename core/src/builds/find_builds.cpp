#include "find_builds.hpp"

#include "build_format.hpp"
#include "contract/identity.hpp"
#include "named_copy.hpp"
#include "size/facts/tensor_kind.hpp"
#include "staging/lineage.hpp"
#include "table/candidate_table.hpp"
#include "table/parallel_for.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace muster {

namespace {

constexpr std::string_view quantized = "quantized";
constexpr std::string_view quantized_tag = "base_model:quantized:";

// Integers may be packed weights, and counted as what they unpack to: their bytes are not known.
std::optional<std::uint64_t> bytes_of(const repository_facts& facts)
{
    std::uint64_t bits = 0;
    for (const auto& [dtype, elements] : facts.safetensors)
    {
        const auto each = dtype.starts_with('F') || dtype == "BF16" ? bits_of_dtype(dtype) : 0;
        if (each == 0)
            return {};
        bits += each * elements;
    }
    return bits == 0 ? std::nullopt : std::optional(bits / 8);
}

build build_of(const model_view& row)
{
    build out;
    const auto format = format_of(row);
    out.format = format.name;
    out.bits_per_weight = format.bits_per_weight;
    const auto facts = row.facts();
    out.params = facts.safetensors_total ? facts.safetensors_total : facts.gguf_total;
    // No repository has none: a total of 0 was not counted.
    if (out.params == 0)
        out.params.reset();
    out.bytes = bytes_of(facts);
    // A source may publish any number, and the cast of one out of range is undefined.
    if (row.popularity && *row.popularity >= 0 && std::isfinite(*row.popularity))
        out.downloads = static_cast<std::uint64_t>(*row.popularity);
    return out;
}

/// What listings say of builds, and what follows from all of it together.
class build_finder
{
public:
    explicit build_finder(const build_rules& rules) : rules_(rules) {}

    void take(const model_view& row)
    {
        auto id = rules_.today(std::string(row.model_id));
        const auto key = fold_id(id);
        // The most trusted listing comes first.
        if (claims_.contains(key) || rules_.is_rejected(id))
            return;
        // All that lineage_of() looks at.
        candidate_view tagged;
        tagged.model_id = row.model_id;
        tagged.tags = row.tags;
        const auto from = lineage_of(tagged);
        if (from.relation != quantized)
            return;
        auto bases = from.bases;
        std::erase_if(bases, [&](const auto& base) { return !is_named_as_copy(id, base); });
        // A card may name any models: that of which the repository has the name is believed.
        if (bases.size() != 1)
        {
            doubt(std::move(id), from.bases.front(), "its name is not that of a copy");
            return;
        }
        auto one = build_of(row);
        one.repository = std::move(id);
        claims_.emplace(key, claim{std::move(one), rules_.today(bases.front())});
    }

    found_builds finish()
    {
        std::map<std::string, model_builds> models;
        for (auto& [key, made] : claims_)
        {
            const auto root = root_of(key);
            if (!root)
            {
                doubt(made.what.repository, made.base, "its base models lead in a circle");
                continue;
            }
            made.what.is_by_owner =
                is_same_id(provider_of(made.what.repository), provider_of(*root));
            if (!is_same_id(made.base, *root))
                made.what.made_from = made.base;
            auto& model = models[fold_id(*root)];
            // Cards spell a model in several ways.
            if (model.model_id.empty() || *root < model.model_id)
                model.model_id = *root;
            model.builds.push_back(made.what);
        }
        return finished(std::move(models));
    }

private:
    struct claim
    {
        build what = {};
        std::string base = {};
    };

    void doubt(std::string repository, std::string base, std::string reason)
    {
        doubtful_.push_back({std::move(repository), std::move(base), std::move(reason)});
    }

    /// The model at the end of the chain of bases; nothing where it leads in a circle.
    std::optional<std::string> root_of(const std::string& key) const
    {
        std::set<std::string> met;
        const auto* base = &claims_.at(key).base;
        for (auto next = claims_.find(fold_id(*base)); next != claims_.end();
             next = claims_.find(fold_id(*base)))
        {
            if (!met.insert(next->first).second)
                return {};
            base = &next->second.base;
        }
        return *base;
    }

    found_builds finished(std::map<std::string, model_builds> models)
    {
        found_builds out;
        for (auto& [id, model] : models)
        {
            // Stable: the rows of a map are in the order of their ids.
            std::ranges::stable_sort(model.builds, std::ranges::greater(), &build::downloads);
            if (model.builds.size() > builds_per_model_limit)
            {
                model.not_listed = model.builds.size() - builds_per_model_limit;
                model.builds.resize(builds_per_model_limit);
            }
            out.models.push_back(std::move(model));
        }
        std::ranges::sort(doubtful_, {}, [](const auto& one) { return fold_id(one.repository); });
        out.doubtful = std::move(doubtful_);
        return out;
    }

    const build_rules& rules_;
    std::map<std::string, claim> claims_ = {};  ///< by folded id of the repository
    std::vector<doubtful_build> doubtful_ = {};
};

bool says_quantized(const model_view& row)
{
    return std::ranges::any_of(row.tags, [](std::string_view tag) {
        return tag.starts_with(quantized_tag);
    });
}

}  // namespace

found_builds
find_builds(std::span<const listing> listings, const build_rules& rules, const parallel_for& over)
{
    build_finder finder(rules);
    for (const auto& one : listings)
    {
        const auto& models = one.models;
        // Few rows of many: only these are read in full.
        const auto builds = chosen_positions(models.size(), over, [&models] {
            return [&models](std::size_t i) { return says_quantized(models[i]); };
        });
        for (const auto i : builds)
            finder.take(models[i]);
    }
    return finder.finish();
}

}  // namespace muster
