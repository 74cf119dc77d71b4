#include "muster/name_evidence.hpp"

#include "muster/identity.hpp"
#include "name_tokens.hpp"
#include "named_words.hpp"

#include <algorithm>
#include <tuple>
#include <unordered_map>

namespace muster {

namespace {

using token_list = std::vector<std::string_view>;

constexpr std::size_t likely_matches_limit = 3;
constexpr std::size_t unsaid_tokens_limit = 4;

/// How two names differ: what only one of them says.
struct name_difference
{
    token_list unsaid = {};   ///< in the Hub's name only
    token_list unknown = {};  ///< in the vendor's only
};

name_difference difference(token_list vendor, token_list hub)
{
    name_difference out;
    std::sort(vendor.begin(), vendor.end());
    std::sort(hub.begin(), hub.end());
    std::set_difference(
        hub.begin(), hub.end(), vendor.begin(), vendor.end(), std::back_inserter(out.unsaid)
    );
    std::set_difference(
        vendor.begin(), vendor.end(), hub.begin(), hub.end(), std::back_inserter(out.unknown)
    );
    return out;
}

/// What the two sides call the one that made the model.
class maker_names
{
public:
    /// Both folded.
    maker_names(std::string_view vendor, std::string_view owner)
        : vendor_(letters_of(vendor)), owner_(letters_of(owner)),
          first_word_(owner.substr(0, owner.find_first_of("-_.")))
    {
    }

    bool are_brand(std::string_view token) const noexcept
    {
        return token == vendor_ || token == owner_ || token == first_word_;
    }

private:
    std::string vendor_;
    std::string owner_;
    std::string_view first_word_;
};

// "NVIDIA-Nemotron", "Meta-Llama": the owner's name before the model's, said by one side alone.
void drop_brand(token_list& tokens, const token_list& other)
{
    if (tokens.size() > 1 && std::find(other.begin(), other.end(), tokens.front()) == other.end())
        tokens.erase(tokens.begin());
}

bool are_same_words(token_list a, token_list b)
{
    if (a.size() != b.size())
        return false;
    std::sort(a.begin(), a.end());
    std::sort(b.begin(), b.end());
    return a == b;
}

// Of one size and one month there are not two generations.
bool are_all_understood(const token_list& tokens, bool is_dated)
{
    return std::all_of(tokens.begin(), tokens.end(), [is_dated](const auto& token) {
        return is_neutral_token(token) || (is_dated && is_generation_token(token));
    });
}

bool are_all_neutral(const token_list& tokens)
{
    return std::all_of(tokens.begin(), tokens.end(), [](const auto& token) {
        return is_neutral_token(token);
    });
}

bool has_format(const token_list& tokens)
{
    return std::any_of(tokens.begin(), tokens.end(), [](const auto& token) {
        return is_format_token(token);
    });
}

bool is_copy_in_a_format(const token_list& unsaid)
{
    return has_format(unsaid) && std::all_of(unsaid.begin(), unsaid.end(), [](const auto& token) {
               return is_neutral_token(token) || is_format_token(token);
           });
}

/// Leaves only those that are so, when any is.
template <class Pointers, class Condition>
void prefer(Pointers& all, Condition is_so)
{
    if (std::any_of(all.begin(), all.end(), [&](const auto* one) { return is_so(*one); }))
        std::erase_if(all, [&](const auto* one) { return !is_so(*one); });
}

}  // namespace

/// A known model, as what the vendor may mean.
struct name_evidence::weighed
{
    std::string_view model_id = {};
    std::size_t differing_words = 0;
    bool is_owner_learnt = false;
    bool is_exact = false;             ///< the names say the same words
    bool is_same_model = false;        ///< and what only one says is understood
    bool may_be_same = false;          ///< worth a person's look
    bool has_format = false;           ///< the Hub's name alone says how it is stored
    bool is_copy_in_a_format = false;  ///< and nothing else

    /// Of the vendor's words and those of the Hub's name.
    static weighed of(token_list vendor, token_list hub, const maker_names& maker)
    {
        weighed out;
        out.is_exact = are_same_words(vendor, hub);
        if (!hub.empty() && maker.are_brand(hub.front()))
            drop_brand(hub, vendor);
        else if (!vendor.empty() && maker.are_brand(vendor.front()))
            drop_brand(vendor, hub);
        // The vendor says size and month of release, and the Hub the same.
        const bool is_dated = std::any_of(vendor.begin(), vendor.end(), is_size_token) &&
                              std::any_of(vendor.begin(), vendor.end(), is_month_token);
        const auto [unsaid, unknown] = difference(std::move(vendor), std::move(hub));
        out.differing_words = unsaid.size() + unknown.size();
        out.is_same_model = unknown.empty() && are_all_understood(unsaid, is_dated);
        out.may_be_same = are_all_neutral(unknown) && unsaid.size() <= unsaid_tokens_limit;
        out.has_format = muster::has_format(unsaid);
        out.is_copy_in_a_format = unknown.empty() && muster::is_copy_in_a_format(unsaid);
        return out;
    }

    bool is_worth_keeping() const noexcept
    {
        return is_same_model || may_be_same || is_copy_in_a_format;
    }

    bool is_nearer_than(const weighed& other) const
    {
        const auto key = [](const weighed& one) {
            return std::tuple(!one.is_owner_learnt, one.differing_words);
        };
        return key(*this) != key(other) ? key(*this) < key(other)
                                        : fold_id(model_id) < fold_id(other.model_id);
    }
};

std::string_view without_serving_variant(std::string_view name) noexcept
{
    const auto colon = name.rfind(':');
    return colon == std::string_view::npos ? name : name.substr(0, colon);
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
        owners_[std::string(provider_of(name))].insert(fold_id(provider_of(row.model_id)));
    }
    std::unordered_map<std::string_view, owned_models*> owned_by;  // as spelled
    words_of_name words;
    for (const auto given : known)
    {
        const auto slash = given.find('/');
        if (slash == std::string_view::npos)
            continue;
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
    // Where it is known who the vendor is, who is called alike is nobody to recommend.
    if (const auto learnt = owners_.find(std::string(vendor)); learnt != owners_.end())
        return learnt->second;
    std::set<std::string> owners = {std::string(vendor)};
    const auto begins = letters_of(vendor);
    if (begins.empty())
        return owners;
    for (auto at = spelled_.lower_bound(begins); at != spelled_.end(); ++at)
    {
        if (!at->first.starts_with(begins))
            break;
        owners.insert(at->second.begin(), at->second.end());
    }
    return owners;
}

std::vector<name_evidence::weighed>
name_evidence::weigh_all(std::string_view vendor, std::string_view name) const
{
    const auto learnt = owners_.find(std::string(vendor));
    words_of_name said;
    said.take(name);
    words_of_name theirs;
    const auto needed = words_needed(name);
    std::vector<weighed> all;
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
            if (!needed.may_be_in(word_bits[i]))
                continue;
            theirs.take(ids[i].substr(owner.size() + 1));
            if (!needed.are_in(theirs))
                continue;
            auto one = weighed::of(said.words(), theirs.words(), maker);
            one.model_id = ids[i];
            one.is_owner_learnt = is_learnt;
            one.is_same_model = one.is_same_model && is_learnt;
            if (one.is_worth_keeping())
                all.push_back(one);
        }
    }
    return all;
}

std::vector<std::string> name_evidence::likely_of(std::span<const weighed> all)
{
    std::vector<const weighed*> may_be;
    for (const auto& one : all)
        if (one.may_be_same)
            may_be.push_back(&one);
    const auto count = std::min(likely_matches_limit, may_be.size());
    const auto end = may_be.begin() + static_cast<long>(count);
    std::partial_sort(may_be.begin(), end, may_be.end(), [](const auto* a, const auto* b) {
        return a->is_nearer_than(*b);
    });
    std::vector<std::string> likely;
    for (std::size_t i = 0; i < count; ++i)
        likely.emplace_back(may_be[i]->model_id);
    return likely;
}

name_match name_evidence::match(std::string_view name) const
{
    const auto plain = fold_id(without_serving_variant(name));
    const auto told = told_.find(plain);
    if (told != told_.end() && told->second.size() == 1)
        return {told->second.begin()->second, true, {}};
    const std::string_view whole = plain;
    const auto slash = whole.find('/');
    if (slash == std::string_view::npos || slash + 1 == whole.size())
        return {};

    const auto all = weigh_all(whole.substr(0, slash), whole.substr(slash + 1));
    std::vector<const weighed*> same;
    for (const auto& one : all)
        if (one.is_same_model)
            same.push_back(&one);
    prefer(same, [](const weighed& one) { return one.is_exact; });
    // Where a model is stored in two formats, either may be meant.
    const bool has_copies = std::count_if(all.begin(), all.end(), [](const weighed& one) {
                                return one.is_owner_learnt && one.is_copy_in_a_format;
                            }) > 1;
    if (same.size() == 1 && !(same.front()->has_format && has_copies))
        return {std::string(same.front()->model_id), false, {}};
    return {{}, false, likely_of(all)};
}

}  // namespace muster
