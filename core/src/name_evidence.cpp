#include "muster/name_evidence.hpp"

#include "muster/identity.hpp"
#include "name_tokens.hpp"
#include "named_words.hpp"

#include <algorithm>
#include <tuple>

namespace muster {

namespace {

using token_list = std::vector<std::string>;

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

/// What the two sides call the one that made the model, folded.
struct maker_names
{
    std::string_view vendor = {};
    std::string_view owner = {};
};

bool is_brand(const std::string& token, const maker_names& maker)
{
    const auto first_word = maker.owner.substr(0, maker.owner.find_first_of("-_."));
    return token == letters_of(maker.vendor) || token == letters_of(maker.owner) ||
           token == first_word;
}

// "NVIDIA-Nemotron", "Meta-Llama": the owner's name before the model's, said by one side alone.
void drop_brand(token_list& tokens, const token_list& other)
{
    if (tokens.size() > 1 && std::find(other.begin(), other.end(), tokens.front()) == other.end())
        tokens.erase(tokens.begin());
}

struct compared_names
{
    name_difference differs = {};
    bool is_exact = false;
    bool is_dated = false;  ///< the vendor says size and month of release, and the Hub the same
};

compared_names compare(token_list vendor, token_list hub, const maker_names& maker)
{
    compared_names out;
    out.differs = difference(vendor, hub);
    out.is_exact = out.differs.unsaid.empty() && out.differs.unknown.empty();
    if (!hub.empty() && is_brand(hub.front(), maker))
        drop_brand(hub, vendor);
    else if (!vendor.empty() && is_brand(vendor.front(), maker))
        drop_brand(vendor, hub);
    out.is_dated = std::any_of(vendor.begin(), vendor.end(), is_size_token) &&
                   std::any_of(vendor.begin(), vendor.end(), is_month_token);
    out.differs = difference(std::move(vendor), std::move(hub));
    return out;
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

/// Leaves only those that are so, when any is.
template <class Pointers, class Condition>
void prefer(Pointers& all, Condition is_so)
{
    if (std::any_of(all.begin(), all.end(), [&](const auto* one) { return is_so(*one); }))
        std::erase_if(all, [&](const auto* one) { return !is_so(*one); });
}

bool is_copy_in_a_format(const token_list& unsaid)
{
    return has_format(unsaid) && std::all_of(unsaid.begin(), unsaid.end(), [](const auto& token) {
               return is_neutral_token(token) || is_format_token(token);
           });
}

}  // namespace

struct name_evidence::weighed
{
    std::string model_id = {};
    std::string folded_id = {};
    bool is_owner_learnt = false;
    compared_names names = {};

    bool is_exact() const { return names.is_exact; }
    bool is_same_model() const
    {
        return names.differs.unknown.empty() &&
               are_all_understood(names.differs.unsaid, names.is_dated) && is_owner_learnt;
    }
    bool may_be_same() const
    {
        return are_all_neutral(names.differs.unknown) &&
               names.differs.unsaid.size() <= unsaid_tokens_limit;
    }
    auto distance() const
    {
        const auto& [unsaid, unknown] = names.differs;
        return std::tuple(
            !is_owner_learnt, unsaid.size() + unknown.size(), std::string_view(folded_id)
        );
    }
};

std::string_view without_serving_variant(std::string_view name) noexcept
{
    const auto colon = name.rfind(':');
    return colon == std::string_view::npos ? name : name.substr(0, colon);
}

name_evidence::name_evidence(
    std::span<const named_row> rows, std::span<const std::string> known, owner_map owners
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
    std::string_view last;
    owned_models* owned = nullptr;
    for (const auto& id : known)
    {
        const auto slash = id.find('/');
        if (slash == std::string::npos)
            continue;
        if (const auto spelled = provider_of(id); !owned || spelled != last)
        {
            const auto owner = fold_id(spelled);
            spelled_[letters_of(owner)].insert(owner);
            owned = &known_[owner];
            last = spelled;
        }
        owned->ids.push_back(id);
        owned->word_bits.push_back(words_of(id.substr(slash + 1)).bits);
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
    const auto said = name_tokens(name);
    const auto needed = words_needed(name);
    std::vector<weighed> all;
    if (said.empty())
        return all;
    for (const auto& owner : owners_for(vendor))
    {
        const auto names = known_.find(owner);
        if (names == known_.end())
            continue;
        const bool is_learnt = learnt != owners_.end() || owner == vendor;
        const auto& [ids, word_bits] = names->second;
        for (std::size_t i = 0; i < ids.size(); ++i)
        {
            if ((word_bits[i] & needed.bits) != needed.bits)
                continue;
            const auto& id = ids[i];
            auto theirs = name_tokens(id.substr(owner.size() + 1));
            if (!needed.are_in({word_bits[i], theirs}))
                continue;
            weighed one{
                id, fold_id(id), is_learnt, compare(said, std::move(theirs), {vendor, owner})};
            if (one.names.differs.unknown.empty() || one.may_be_same())
                all.push_back(std::move(one));
        }
    }
    std::sort(all.begin(), all.end(), [](const weighed& a, const weighed& b) {
        return a.distance() < b.distance();
    });
    return all;
}

name_match name_evidence::match(std::string_view name) const
{
    const auto plain = fold_id(without_serving_variant(name));
    const auto told = told_.find(plain);
    if (told != told_.end() && told->second.size() == 1)
        return {told->second.begin()->second, true, {}};
    const auto slash = plain.find('/');
    if (slash == std::string::npos || slash + 1 == plain.size())
        return {};

    const auto all = weigh_all(plain.substr(0, slash), plain.substr(slash + 1));
    std::vector<const weighed*> same;
    for (const auto& one : all)
        if (one.is_same_model())
            same.push_back(&one);
    prefer(same, [](const weighed& one) { return one.is_exact(); });
    // Where a model is stored in two formats, either may be meant.
    const bool has_copies = std::count_if(all.begin(), all.end(), [](const weighed& one) {
                                return one.is_owner_learnt && one.names.differs.unknown.empty() &&
                                       is_copy_in_a_format(one.names.differs.unsaid);
                            }) > 1;
    if (same.size() == 1 && !(has_format(same.front()->names.differs.unsaid) && has_copies))
        return {same.front()->model_id, false, {}};

    name_match out;
    for (const auto& one : all)
        if (one.may_be_same() && out.likely.size() < likely_matches_limit)
            out.likely.push_back(one.model_id);
    return out;
}

}  // namespace muster
