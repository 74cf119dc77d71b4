#pragma once

#include "identity/aliases.hpp"
#include "muster/failure.hpp"
#include "name_book.hpp"

#include <string>
#include <string_view>

namespace muster {

/// The one repository of the Hub that a person means, as people paste it: a link, an id, a name
/// that a vendor or a tool uses, an Ollama tag.
///
/// A link, and the id of a model that is known, mean that very repository, where it is now; a name
/// what it certainly stands for. An id that nobody uses yet is taken as it is.
///
/// Fails with bad_id when it may be several, or none is known; `where` is a sentence that names
/// them.
result<std::string>
meant_model(std::string_view written, const name_book& book, const alias_table& aliases);

}  // namespace muster
