#include "named_copy.hpp"

#include "contract/identity.hpp"
#include "identity/name_comparison.hpp"
#include "identity/name_tokens.hpp"

#include <algorithm>
#include <tuple>

namespace muster {

namespace {

bool has_word(const std::vector<std::string>& words, std::string_view word)
{
    return std::ranges::find(words, word) != words.end();
}

}  // namespace

bool is_named_as_copy(std::string_view repository, std::string_view model_id)
{
    const auto copy = name_tokens(name_without_owner(repository));
    const auto model = name_tokens(name_without_owner(model_id));
    const auto owner = fold_id(provider_of(model_id));
    const maker_names maker(owner, owner);
    // The copy has every word of the model, but for the maker in front and words that say nothing.
    const auto is_there = [&](const std::string& word) {
        const bool is_maker = &word == &model.front() && model.size() > 1 && maker.is_brand(word);
        return is_maker || is_neutral_token(word) || is_format_token(word) || has_word(copy, word);
    };
    // "Instruct" of the copy alone makes it a copy of the model's tuned sibling.
    const auto tells_apart = [&model](const std::string& word) {
        return is_tuned_token(word) &&
               !std::ranges::any_of(model, [](const auto& one) { return is_tuned_token(one); });
    };
    return std::ranges::all_of(model, is_there) && std::ranges::none_of(copy, tells_apart);
}

bool put_plain_first(std::vector<std::string>& ids)
{
    // The fewest words first, as copies add to the name; then in any one order.
    std::ranges::sort(ids, {}, [](const std::string& id) {
        return std::tuple(name_tokens(name_without_owner(id)).size(), fold_id(id), id);
    });
    return std::ranges::all_of(ids, [&ids](const std::string& id) {
        return is_named_as_copy(id, ids.front());
    });
}

}  // namespace muster
