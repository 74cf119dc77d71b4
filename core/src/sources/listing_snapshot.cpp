#include "listing_snapshot.hpp"

#include "contract/identity.hpp"

#include <boost/unordered/unordered_flat_set.hpp>

#include <algorithm>
#include <charconv>

namespace muster {

bool is_same_content(const listing_snapshot& a, const listing_snapshot& b)
{
    return has_same_options(a, b) && a.start == b.start &&
           a.published.plugin == b.published.plugin && a.published.label == b.published.label &&
           a.published.models == b.published.models && a.published_ids == b.published_ids &&
           a.missing == b.missing;
}

bool has_same_options(const listing_snapshot& a, const listing_snapshot& b)
{
    return a.options == b.options;
}

bool has_same_options_but_limit(const listing_snapshot& a, const listing_snapshot& b)
{
    const auto without_limit = [](auto options) {
        // A smaller limit asks for the beginning of the same listing.
        std::erase_if(options, [](const auto& option) { return option.first == "limit"; });
        return options;
    };
    return without_limit(a.options) == without_limit(b.options);
}

std::uint64_t limit_of(const listing_snapshot& asked)
{
    std::uint64_t limit = 0;
    for (const auto& [name, value] : asked.options)
        if (name == "limit")
            // Checked when it was given; in a damaged file it reads as 0, no limit.
            std::from_chars(value.data(), value.data() + value.size(), limit);
    return limit;
}

// 0 means no limit, and so is larger than any.
bool is_smaller(const listing_snapshot& listing, const listing_snapshot& than)
{
    const auto limit = limit_of(listing);
    const auto other = limit_of(than);
    return has_same_options_but_limit(listing, than) && limit != 0 && (other == 0 || limit < other);
}

namespace {

/// The distinct texts of one field of a listing, letter case aside, by their hashes: of a million
/// two may have the same, which changes no share that anybody judges.
using listed_texts = boost::unordered_flat_set<std::uint64_t>;

/// limit: of rows that have the field; 0 for all.
listed_texts
texts_in(const model_table& models, std::string_view model_view::*field, std::uint64_t limit = 0)
{
    // Room for all at once.
    listed_texts texts(models.size());
    std::uint64_t rows = 0;
    for (const auto& model : models)
        if (const auto text = model.*field; !text.empty() && (limit == 0 || rows++ < limit))
            texts.insert(folded_hash(text));
    return texts;
}

}  // namespace

double lost_share(const listing& before, const listing& now, std::uint64_t limit)
{
    auto field = &model_view::model_id;
    auto earlier = texts_in(before.models, field, limit);
    if (earlier.empty())
    {
        field = &model_view::name;
        // Limits count rows with an id, of which there are none.
        limit = 0;
        earlier = texts_in(before.models, field);
    }
    if (earlier.empty())
        return 0;
    const auto present = texts_in(now.models, field, limit);
    const auto lost = std::count_if(earlier.begin(), earlier.end(), [&](auto text) {
        return !present.contains(text);
    });
    return static_cast<double>(lost) / static_cast<double>(earlier.size());
}

void cut_to_limit(listing& published, std::uint64_t limit)
{
    if (limit == 0)
        return;
    std::uint64_t kept = 0;
    published.models.keep_if([&](const model_view& model) {
        return model.model_id.empty() || kept++ < limit;
    });
}

}  // namespace muster
