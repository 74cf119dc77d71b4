#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// The part of an id behind its owner; all of an id that has none.
inline std::string_view name_without_owner(std::string_view model_id) noexcept
{
    return model_id.substr(model_id.find('/') + 1);
}

/// Whether a repository may hold the weights of a model in another format, by its name: it has all
/// words of the model's name, but for the maker's and those that are often left out, and does not
/// say that it is tuned (instruct, chat) where the model does not. Cards often name the wrong one
/// of two models.
bool is_named_as_copy(std::string_view repository, std::string_view model_id);

/// Puts the id with the fewest words first. Returns whether all others are named as its copies.
bool put_plain_first(std::vector<std::string>& ids);

}  // namespace muster
