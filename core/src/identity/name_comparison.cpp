#include "name_comparison.hpp"

#include "contract/identity.hpp"
#include "name_tokens.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

namespace muster {

namespace {

using token_list = std::vector<std::string_view>;

// More words than that are another model: fine-tunes add the base's name to their own.
constexpr std::size_t unsaid_tokens_limit = 4;

/// How two names differ: the words that only one of them has.
struct name_difference
{
    token_list unsaid = {};   ///< in the Hub's name only
    token_list unknown = {};  ///< in the vendor's only
};

name_difference difference(token_list vendor, token_list hub)
{
    name_difference out;
    // As sets: vendors order words differently ("mistral-small-24b", "Mistral-24B-Small").
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

// "NVIDIA-Nemotron", "Meta-Llama": the maker in front of the model, on one side only. A name that
// is nothing but the brand is kept.
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

// Neutral words may be missing; with size and month of release given, so may the generation: of one
// size and one month there are not two generations.
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

// The other model is one more tuned, or of another day, and nothing else.
bool is_sibling(const token_list& unsaid)
{
    return !unsaid.empty() && std::all_of(unsaid.begin(), unsaid.end(), [](const auto& token) {
        return is_tuned_token(token) || is_date_token(token);
    });
}

bool is_copy_in_a_format(const token_list& unsaid)
{
    return has_format(unsaid) && std::all_of(unsaid.begin(), unsaid.end(), [](const auto& token) {
               return is_neutral_token(token) || is_format_token(token);
           });
}

}  // namespace

maker_names::maker_names(std::string_view vendor, std::string_view owner)
    : vendor_(letters_of(vendor)), owner_(letters_of(owner)),
      first_word_(owner.substr(0, owner.find_first_of("-_.")))
{
}

name_comparison name_comparison::of(token_list vendor, token_list hub, const maker_names& maker)
{
    name_comparison out;
    out.is_exact = are_same_words(vendor, hub);
    if (!hub.empty() && maker.is_brand(hub.front()))
        drop_brand(hub, vendor);
    else if (!vendor.empty() && maker.is_brand(vendor.front()))
        drop_brand(vendor, hub);
    // Both words must be the vendor's: then they are in the Hub's name as well, or in `unknown`.
    const bool is_dated = std::any_of(vendor.begin(), vendor.end(), is_size_token) &&
                          std::any_of(vendor.begin(), vendor.end(), is_month_token);
    const auto [unsaid, unknown] = difference(std::move(vendor), std::move(hub));
    out.differing_words = unsaid.size() + unknown.size();
    // A word that only the vendor has may be a variant: it is never ignored.
    out.is_same_model = unknown.empty() && are_all_understood(unsaid, is_dated);
    out.may_be_same = are_all_neutral(unknown) && unsaid.size() <= unsaid_tokens_limit;
    out.has_format = muster::has_format(unsaid);
    out.is_copy_in_a_format = unknown.empty() && muster::is_copy_in_a_format(unsaid);
    out.is_sibling = unknown.empty() && muster::is_sibling(unsaid);
    return out;
}

bool name_comparison::ranks_before(const name_comparison& other) const
{
    const auto key = [](const name_comparison& one) {
        return std::tuple(!one.is_owner_learnt, one.differing_words);
    };
    return key(*this) != key(other) ? key(*this) < key(other)
                                    : fold_id(model_id) < fold_id(other.model_id);
}

}  // namespace muster
