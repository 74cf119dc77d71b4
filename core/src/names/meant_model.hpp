#pragma once

#include "identity/aliases.hpp"
#include "muster/failure.hpp"
#include "name_book.hpp"

#include <string>
#include <string_view>

namespace muster {

/// A repository that a person means.
struct meant_repository
{
    std::string model_id = {};

    /// What it was taken by, where it is not certain: "likely, by ollama: its words are …". Empty
    /// otherwise.
    std::string why = {};
};

/// The one repository of the Hub that a person means, as people paste it: a link to the Hub or to
/// the model's page at OpenRouter, Ollama or ModelScope, an id, a name that a vendor or a tool
/// uses, an Ollama tag.
///
/// A link to the Hub, and the id of a model that is known, mean that very repository, where it is
/// now; a name what it certainly stands for, or the only one that it is likely to stand for. An id
/// that nobody uses yet is taken as it is, but for one whose words are those of another's model.
///
/// Fails with bad_id when it may be several, or none is known; `where` is a sentence that names
/// them.
result<meant_repository>
meant_model(std::string_view written, const name_book& book, const alias_table& aliases);

}  // namespace muster
