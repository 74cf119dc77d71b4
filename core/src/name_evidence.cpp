#include "muster/name_evidence.hpp"

#include "muster/identity.hpp"
#include "name_tokens.hpp"
#include "named_words.hpp"

#include <algorithm>
#include <tuple>
#include <unordered_map>

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
    std::string_view model_id = {};
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
    bool is_nearer_than(const weighed& other) const
    {
        const auto key = [](const weighed& one) {
            const auto& [unsaid, unknown] = one.names.differs;
            return std::tuple(!one.is_owner_learnt, unsaid.size() + unknown.size());
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
    std::string room;
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
        owned->word_bits.push_back(word_bits_of(id.substr(slash + 1), room));
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
            if (!needed.may_be_in(word_bits[i]))
                continue;
            named_words theirs{word_bits[i], name_tokens(ids[i].substr(owner.size() + 1))};
            if (!needed.are_in(theirs))
                continue;
            weighed one{ids[i], is_learnt, compare(said, std::move(theirs.words), {vendor, owner})};
            if (one.names.differs.unknown.empty() || one.may_be_same())
                all.push_back(std::move(one));
        }
    }
    return all;
}

std::vector<std::string> name_evidence::likely_of(std::span<const weighed> all)
{
    std::vector<const weighed*> may_be;
    for (const auto& one : all)
        if (one.may_be_same())
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
        return {std::string(same.front()->model_id), false, {}};
    return {{}, false, likely_of(all)};
}

}  // namespace muster
