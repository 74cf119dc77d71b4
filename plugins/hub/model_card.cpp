#include "model_card.hpp"

#include "muster/license.hpp"

#include <algorithm>

using namespace muster;

namespace hub_pages {

// Hub: "other" stands for a licence of the author's own, whose name is on the card.
std::string_view license_of(row_view card, std::span<const std::string_view> tags)
{
    static constexpr std::string_view prefix = "license:";
    auto license = card.first_text("license");
    // The Hub makes the tag from the card, in its own spelling: it comes first.
    for (const auto tag : tags)
        if (tag.starts_with(prefix))
        {
            license = tag.substr(prefix.size());
            break;
        }
    if (license != "other")
        return license;
    const auto name = card.first_text("license_name");
    // A free text that is no licence says less than "other".
    return normalize_license(name) ? name : license;
}

// The Hub makes these tags from cards; a mirror may pass on the card alone.
std::vector<std::string> base_model_tags(row_view card, std::span<const std::string_view> tags)
{
    static constexpr std::string_view prefix = "base_model:";
    std::vector<std::string> out;
    // Card and tags together would name each base twice.
    if (std::any_of(tags.begin(), tags.end(), [](auto tag) { return tag.starts_with(prefix); }))
        return out;
    std::vector<std::string_view> bases;
    card.texts("base_model", bases);
    if (const auto one = card.text("base_model"); !one.empty())
        bases.push_back(one);
    // A tag names the relation before the base; many cards leave it out.
    const auto relation = card.text("base_model_relation");
    for (const auto base : bases)
        if (!base.empty())
            out.push_back(
                std::string(prefix) + std::string(relation) + (relation.empty() ? "" : ":") +
                std::string(base)
            );
    return out;
}

}  // namespace hub_pages
