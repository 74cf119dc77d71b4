#include "muster/merge.hpp"

#include "muster/identity.hpp"
#include "muster/stage.hpp"

#include <algorithm>
#include <tuple>
#include <unordered_map>

namespace muster {

namespace {

struct offer
{
    const candidate* model = nullptr;
    std::size_t rank = 0;  ///< of the source, most trusted first
};

std::vector<const normalized_listing*>
by_trust(std::span<const normalized_listing> listings, const trust_order& trust)
{
    const auto key = [&trust](const normalized_listing* listing) {
        const auto named = std::find(trust.begin(), trust.end(), listing->plugin);
        return std::tuple(named - trust.begin(), std::string_view(listing->plugin));
    };
    std::vector<const normalized_listing*> ordered;
    for (const auto& listing : listings)
        ordered.push_back(&listing);
    std::sort(ordered.begin(), ordered.end(), [&key](const auto* a, const auto* b) {
        return key(a) < key(b);
    });
    return ordered;
}

void unite(std::vector<std::string>& into, const std::vector<std::string>& more)
{
    std::vector<std::string> united;
    united.reserve(into.size() + more.size());
    std::set_union(into.begin(), into.end(), more.begin(), more.end(), std::back_inserter(united));
    into = std::move(united);
}

// Licences of equally trusted rows: any order of rows must choose the same one.
candidate folded(std::vector<offer>& offers)
{
    std::sort(offers.begin(), offers.end(), [](const offer& a, const offer& b) {
        return std::tie(a.rank, a.model->model_id, a.model->license) <
               std::tie(b.rank, b.model->model_id, b.model->license);
    });
    candidate out;
    out.model_id = offers.front().model->model_id;
    for (const auto& [model, rank] : offers)
    {
        if (!out.license)
            out.license = model->license;
        out.popularity_score = std::max(out.popularity_score, model->popularity_score);
        unite(out.sources, model->sources);
        unite(out.tags, model->tags);
    }
    return out;
}

}  // namespace

trust_order default_trust() { return {"hub", "openrouter"}; }

std::vector<candidate> merge(std::span<const normalized_listing> listings, const trust_order& trust)
{
    std::unordered_map<std::string, std::vector<offer>> offers_by_id;
    std::size_t rank = 0;
    for (const auto* listing : by_trust(listings, trust))
    {
        for (const auto& one : listing->candidates)
            offers_by_id[fold_id(one.model_id)].push_back({&one, rank});
        ++rank;
    }

    std::vector<candidate> merged;
    merged.reserve(offers_by_id.size());
    for (auto& [id, offers] : offers_by_id)
        merged.push_back(folded(offers));
    std::sort(merged.begin(), merged.end(), stands_before);
    return merged;
}

}  // namespace muster
