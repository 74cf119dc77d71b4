#pragma once

#include "staging/merge.hpp"
#include "table/id_index.hpp"
#include "table/listing.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// Facts of repositories that came with listings (commit, totals, gating), by id, letter case
/// aside. They stay packed in the rows of the listings, and are made when they are asked for.
class facts_by_id
{
public:
    facts_by_id();

    /// Adds the facts of models that have none yet: call it for the most trusted listing first.
    void add(const listing& published);

    std::optional<repository_facts> find(std::string_view model_id) const;

    /// The same. Throws std::out_of_range where there are none.
    repository_facts at(std::string_view model_id) const;

    std::size_t size() const noexcept;

    /// Sets is_public_today, where there are facts.
    void note_public(std::string_view model_id);

private:
    struct state;
    std::shared_ptr<state> state_;
};

/// The facts in listings, which are ordered by trust, the most trusted first.
facts_by_id facts_of(const std::vector<listing>& listings);

/// The facts in the snapshots of all sources, the most trusted first: what `update` knows without
/// asking the sources. Snapshots that cannot be read are skipped.
facts_by_id read_saved_facts(const std::filesystem::path& data, const trust_order& trust);

}  // namespace muster
