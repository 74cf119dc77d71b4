#include "merge.hpp"


#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

namespace muster {

namespace {

// One source's row of a model that several rows have.
struct offer
{
    candidate model = {};
    std::size_t rank = 0;  ///< of the source, most trusted first
};

// Both are sorted and without repetition, and so is the union.
void unite(std::vector<std::string>& into, std::vector<std::string>&& more)
{
    std::vector<std::string> united;
    united.reserve(into.size() + more.size());
    std::set_union(
        std::move_iterator(into.begin()),
        std::move_iterator(into.end()),
        std::move_iterator(more.begin()),
        std::move_iterator(more.end()),
        std::back_inserter(united)
    );
    into = std::move(united);
}

// Merges the rows of one model. Sorted first: rows of equal trust must give the same licence in any
// order of input.
candidate folded(std::vector<offer> offers)
{
    std::sort(offers.begin(), offers.end(), [](const offer& a, const offer& b) {
        return std::tie(a.rank, a.model.model_id, a.model.license) <
               std::tie(b.rank, b.model.model_id, b.model.license);
    });
    candidate out;
    out.model_id = offers.front().model.model_id;
    for (auto& [model, rank] : offers)
    {
        if (!out.license)
            out.license = model.license;
        out.popularity_score = std::max(out.popularity_score, model.popularity_score);
        unite(out.sources, std::move(model.sources));
        unite(out.tags, std::move(model.tags));
    }
    return out;
}

/// All candidates in one table; those with the same id become one in place. Most ids are unique, so
/// that nearly all rows are moved and not rebuilt.
class union_of_listings
{
public:
    union_of_listings(std::vector<normalized_listing> listings, const trust_order& trust)
    {
        // By trust, so that the first of a group is the most trusted.
        std::sort(listings.begin(), listings.end(), [&trust](const auto& a, const auto& b) {
            return is_trusted_before(a.plugin, b.plugin, trust);
        });
        std::size_t size = 0;
        for (const auto& listing : listings)
            size += listing.candidates.size();
        all_.reserve(size);
        for (std::size_t i = 0; i < listings.size(); ++i)
        {
            // Listings of one plugin have one rank: they are not more or less trusted than each
            // other.
            if (i == 0 || listings[i].plugin != listings[i - 1].plugin)
                parts_.push_back(all_.size());
            all_.append(std::move(listings[i].candidates));
        }
    }

    candidate_table fold()
    {
        std::vector<bool> is_folded(all_.size());
        for (const auto& group : same_ids(all_))
        {
            std::vector<offer> offers;
            for (const auto position : group)
            {
                offers.push_back(offer_at(position));
                // The first place stays, and takes the merged candidate.
                is_folded[position] = position != group.front();
            }
            all_.replace(group.front(), folded(std::move(offers)));
        }
        all_.keep_if([&is_folded](std::size_t index) { return !is_folded[index]; });
        return std::move(all_);
    }

private:
    offer offer_at(std::uint32_t position) const
    {
        // How many plugins begin at or before this position.
        const auto next = std::upper_bound(parts_.begin(), parts_.end(), position);
        return {all_[position].to_owned(), static_cast<std::size_t>(next - parts_.begin())};
    }

    candidate_table all_ = {};
    std::vector<std::size_t> parts_ = {};  ///< where the candidates of each plugin begin
};

}  // namespace

bool is_trusted_before(std::string_view a, std::string_view b, const trust_order& trust) noexcept
{
    const auto key = [&trust](std::string_view plugin) {
        // Plugins that are not listed all come to the end, where the name decides.
        const auto named = std::find(trust.begin(), trust.end(), plugin);
        return std::tuple(named - trust.begin(), plugin);
    };
    return key(a) < key(b);
}

trust_order default_trust() { return {"hub", "openrouter"}; }

candidate_table
merge(std::vector<normalized_listing> listings, const trust_order& trust, const parallel_for& over)
{
    auto merged = union_of_listings(std::move(listings), trust).fold();
    merged.sort(over);
    return merged;
}

}  // namespace muster
