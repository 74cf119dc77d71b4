#include "name_evidence.hpp"

#include "contract/identity.hpp"
#include "name_comparison.hpp"
#include "name_tokens.hpp"
#include "named_words.hpp"
#include "text/seeded_hash.hpp"

#include <boost/unordered/unordered_flat_map.hpp>

#include <algorithm>
#include <array>

namespace muster {

namespace {

// OpenRouter's prices and ways of serving, those that it had, and how the Hub's router chooses who
// serves.
constexpr std::array<std::string_view, 11> serving_variants = {
    "free",
    "thinking",
    "extended",
    "nitro",
    "online",
    "floor",
    "exacto",
    "beta",
    "fastest",
    "cheapest",
    "preferred"};

/// What is behind the last colon of a name's last part; empty without one.
std::string_view tail_of(std::string_view name) noexcept
{
    const auto colon = name.find_last_of(":/");
    return colon == std::string_view::npos || name[colon] == '/' ? std::string_view()
                                                                 : name.substr(colon + 1);
}

/// "Q4_K_M", "UD-IQ2_XXS", "BF16": no word that tells one model from another begins so.
bool is_quantization(std::string_view tail) noexcept
{
    if (is_same_word(tail.substr(0, 3), "UD-"))
        tail.remove_prefix(3);
    if (is_same_word(tail, "latest"))
        return true;
    for (const std::string_view type : {"IQ", "TQ", "Q", "BF", "FP", "MXFP", "NVFP", "INT", "F"})
        if (is_same_word(tail.substr(0, type.size()), type) && tail.size() > type.size() &&
            tail[type.size()] >= '0' && tail[type.size()] <= '9')
            return tail.find('-') == std::string_view::npos;
    return false;
}

/// Keeps only the elements with the property, if any has it.
template <class Pointers, class Condition>
void prefer(Pointers& all, Condition is_so)
{
    if (std::any_of(all.begin(), all.end(), [&](const auto* one) { return is_so(*one); }))
        std::erase_if(all, [&](const auto* one) { return !is_so(*one); });
}

}  // namespace

std::string_view without_serving_variant(std::string_view name) noexcept
{
    const auto tail = tail_of(name);
    const bool is_variant = std::ranges::any_of(serving_variants, [tail](std::string_view one) {
        return is_same_word(tail, one);
    });
    return is_variant ? name.substr(0, name.size() - tail.size() - 1) : name;
}

std::string_view without_quantization(std::string_view link) noexcept
{
    const auto tail = tail_of(link);
    return is_quantization(tail) ? link.substr(0, link.size() - tail.size() - 1) : link;
}

name_evidence::name_evidence(
    std::span<const named_row> rows, std::span<const std::string_view> known, owner_map owners
)
    : owners_(std::move(owners))
{
    for (const auto& row : rows)
    {
        if (row.model_id.empty() || row.name.empty())
            continue;
        const auto name = fold_id(without_serving_variant(row.name));
        told_[name].try_emplace(fold_id(row.model_id), row.model_id);
        // Learnt from the rows: who publishes one model of a vendor is trusted for its others.
        owners_[std::string(provider_of(name))].insert(fold_id(provider_of(row.model_id)));
    }
    boost::unordered_flat_map<std::string_view, owned_models*, text_hash>
        owned_by;  // by spelling: saves folding each id
    words_of_name words;
    for (const auto given : known)
    {
        const auto slash = given.find('/');
        // Bare ids have no owner that a vendor could be.
        if (slash == std::string_view::npos)
            continue;
        // One copy for all ids: the views in `known_` refer to it.
        const auto id = arena_.copy(given);
        auto& owned = owned_by[id.substr(0, slash)];
        if (!owned)
        {
            const auto owner = fold_id(id.substr(0, slash));
            spelled_[letters_of(owner)].insert(owner);
            owned = &known_[owner];
        }
        owned->ids.push_back(id);
        words.take(id.substr(slash + 1));
        owned->word_bits.push_back(words.bits());
    }
}

std::set<std::string> name_evidence::owners_for(std::string_view vendor) const
{
    // Once a vendor's owner is known, accounts with similar names are not even suggested.
    if (const auto learnt = owners_.find(std::string(vendor)); learnt != owners_.end())
        return learnt->second;
    std::set<std::string> owners = {std::string(vendor)};
    const auto begins = letters_of(vendor);
    if (begins.empty())
        return owners;
    // "qwen" also finds "qwenlm": a sorted map has all names with that beginning in one range.
    for (auto at = spelled_.lower_bound(begins); at != spelled_.end(); ++at)
    {
        if (!at->first.starts_with(begins))
            break;
        owners.insert(at->second.begin(), at->second.end());
    }
    return owners;
}

std::vector<name_comparison>
name_evidence::match_all(std::string_view vendor, std::string_view name) const
{
    const auto learnt = owners_.find(std::string(vendor));
    words_of_name said;
    said.take(name);
    words_of_name theirs;
    const auto needed = words_needed(name);
    std::vector<name_comparison> all;
    if (said.words().empty())
        return all;
    for (const auto& owner : owners_for(vendor))
    {
        const auto names = known_.find(owner);
        if (names == known_.end())
            continue;
        const maker_names maker(vendor, owner);
        const bool is_learnt = learnt != owners_.end() || owner == vendor;
        const auto& [ids, word_bits] = names->second;
        for (std::size_t i = 0; i < ids.size(); ++i)
        {
            // One AND for most models; only the rest are split into words.
            if (!needed.may_be_in(word_bits[i]))
                continue;
            theirs.take(ids[i].substr(owner.size() + 1));
            if (!needed.are_in(theirs))
                continue;
            auto one = name_comparison::of(said.words(), theirs.words(), maker);
            one.model_id = ids[i];
            one.is_owner_learnt = is_learnt;
            // Equal names under an owner that only resembles the vendor are a suggestion, never a
            // match.
            one.is_same_model = one.is_same_model && is_learnt;
            if (one.is_worth_keeping())
                all.push_back(one);
        }
    }
    return all;
}

std::vector<std::string> name_evidence::likely_of(std::span<const name_comparison> all)
{
    std::vector<const name_comparison*> may_be;
    for (const auto& one : all)
        if (one.may_be_same)
            may_be.push_back(&one);
    const auto count = std::min(likely_matches_limit, may_be.size());
    const auto end = may_be.begin() + static_cast<long>(count);
    // Three of what may be thousands.
    std::partial_sort(may_be.begin(), end, may_be.end(), [](const auto* a, const auto* b) {
        return a->ranks_before(*b);
    });
    std::vector<std::string> likely;
    for (std::size_t i = 0; i < count; ++i)
        likely.emplace_back(may_be[i]->model_id);
    return likely;
}

std::vector<std::string>
name_evidence::siblings_of(const name_comparison& match, std::span<const name_comparison> all)
{
    std::vector<std::string> siblings;
    for (const auto& one : all)
        if (one.is_sibling && one.is_owner_learnt && one.model_id != match.model_id)
            siblings.emplace_back(one.model_id);
    // Whatever the order of listings, and spellings.
    std::ranges::sort(siblings, {}, fold_id);
    return siblings;
}

name_match name_evidence::match(std::string_view name) const
{
    // A serving variant is another price, not another model.
    const auto plain = fold_id(without_serving_variant(name));
    const auto told = told_.find(plain);
    // Rows that contradict each other prove nothing.
    if (told != told_.end() && told->second.size() == 1)
        return {told->second.begin()->second, true, {}, {}};
    return match_by_words(name);
}

name_match name_evidence::match_by_words(std::string_view name) const
{
    const auto plain = fold_id(without_serving_variant(name));
    const std::string_view whole = plain;
    const auto slash = whole.find('/');
    const bool has_tail = !tail_of(whole).empty();
    // Without a vendor there is nothing to tell models of one name apart.
    if (slash == std::string_view::npos || slash + 1 == whole.size())
        return {};

    std::string words(whole.substr(slash + 1));
    std::ranges::replace(words, ':', '-');
    const auto all = match_all(whole.substr(0, slash), words);
    std::vector<const name_comparison*> same;
    for (const auto& one : all)
        if (one.is_same_model)
            same.push_back(&one);
    // "llama-3-8b" and "llama-3-8b-instruct" both fit "llama-3-8b": the exact name wins.
    prefer(same, [](const name_comparison& one) { return one.is_exact; });
    // With copies in several formats, any of them may be meant.
    const bool has_copies = std::count_if(all.begin(), all.end(), [](const name_comparison& one) {
                                return one.is_owner_learnt && one.is_copy_in_a_format;
                            }) > 1;
    // A service may mean anything by what is behind a colon.
    if (!has_tail && same.size() == 1 && !(same.front()->has_format && has_copies))
        return {std::string(same.front()->model_id), false, {}, siblings_of(*same.front(), all)};
    return {{}, false, likely_of(all), {}};
}

}  // namespace muster
