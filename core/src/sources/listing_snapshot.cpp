#include "listing_snapshot.hpp"

#include "table/id_index.hpp"

#include <algorithm>
#include <charconv>
#include <functional>

namespace muster {

bool is_same_content(const listing_snapshot& a, const listing_snapshot& b)
{
    return has_same_options(a, b) && a.start == b.start &&
           a.published.plugin == b.published.plugin && a.published.label == b.published.label &&
           a.published.models == b.published.models && a.published_ids == b.published_ids;
}

bool has_same_options(const listing_snapshot& a, const listing_snapshot& b)
{
    return a.options == b.options;
}

bool has_same_options_but_limit(const listing_snapshot& a, const listing_snapshot& b)
{
    const auto without_limit = [](auto options) {
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

/// The distinct ids of a listing, or its names, letter case aside.
class listed_ids
{
public:
    enum class key
    {
        model_id,
        name,
    };

    /// limit: of rows with an id; 0 for all.
    listed_ids(const model_table& models, key by, std::uint64_t limit = 0)
        : models_(models), by_(by), index_(models.size())
    {
        std::uint64_t rows = 0;
        for (std::uint32_t i = 0; i < models.size(); ++i)
            if (const auto text = text_at(i); !text.empty() && (limit == 0 || rows++ < limit))
                index_.add(text, i, id_of());
    }

    std::size_t size() const noexcept { return index_.size(); }

    std::size_t missing_in(const listed_ids& other) const
    {
        std::size_t missing = 0;
        for (std::uint32_t i = 0; i < models_.size(); ++i)
        {
            const auto text = text_at(i);
            // Counts each id once, at its first row.
            const bool is_first = !text.empty() && index_.find(text, id_of()) == i;
            missing += is_first && !other.index_.find(text, other.id_of()) ? 1 : 0;
        }
        return missing;
    }

private:
    // The index stores positions only, and asks for the text where hashes are equal.
    std::function<std::string_view(std::uint32_t)> id_of() const
    {
        return [this](std::uint32_t position) { return text_at(position); };
    }

    std::string_view text_at(std::uint32_t position) const
    {
        const auto model = models_[position];
        return by_ == key::model_id ? model.model_id : model.name;
    }

    const model_table& models_;
    key by_;
    id_index index_;
};

}  // namespace

double lost_share(const listing& before, const listing& now, std::uint64_t limit)
{
    auto by = listed_ids::key::model_id;
    if (listed_ids(before.models, by).size() == 0)
    {
        by = listed_ids::key::name;
        // Limits count rows with an id, of which there are none.
        limit = 0;
    }
    const listed_ids earlier(before.models, by, limit);
    if (earlier.size() == 0)
        return 0;
    const auto lost = earlier.missing_in(listed_ids(now.models, by, limit));
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
