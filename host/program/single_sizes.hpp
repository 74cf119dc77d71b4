#pragma once

#include "catalog/catalog.hpp"
#include "context.hpp"
#include "identity/aliases.hpp"
#include "run/size_models.hpp"

#include <optional>
#include <string>
#include <vector>

namespace muster {

/// What is known of models that a command names.
struct named_sizes
{
    sized_models found = {};  ///< under the present names
    alias_table aliases = {};
    std::vector<catalog_entry> catalog = {};

    /// Nothing where nothing was found.
    std::optional<size_finding> finding_of(const std::string& model_id) const;
    std::optional<evidence> evidence_of(const std::string& model_id) const;

    /// The entry of the catalog under the given or the present name; null if there is none.
    const catalog_entry* entry_of(const std::string& model_id) const;
};

/// Sizes models that a command names, with the evidence that is kept in the data directory and the
/// network; where that directory is not there yet, with what ships. Writes nothing.
boost::asio::awaitable<result<named_sizes>>
size_named_models(program_context& context, const std::vector<std::string>& model_ids);

}  // namespace muster
