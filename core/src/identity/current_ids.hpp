#pragma once

#include "table/id_index.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace muster {

/// Finds models of a long list by the name they have and by the name they have today. Where several
/// have one, the first counts.
class current_ids
{
public:
    /// today: the present name of a model, as alias_table::resolve() gives it. What id_at refers to
    /// must outlive this, and its ids must not change.
    current_ids(
        std::uint32_t size,
        id_index::id_reader id_at,
        const std::function<std::string(const std::string& model_id)>& today
    );

    /// By an id as it stands in the list, letter case aside.
    std::optional<std::uint32_t> find(std::string_view model_id) const
    {
        return by_id_.find(model_id);
    }

    /// By a present name, letter case aside.
    std::optional<std::uint32_t> find_current(std::string_view present) const;

private:
    id_index by_id_;
    std::map<std::string, std::uint32_t> renamed_ = {};  ///< by folded present name
    std::set<std::uint32_t> moved_ = {};                 ///< those of them
};

}  // namespace muster
