#pragma once

#include "identity/aliases.hpp"
#include "normalize.hpp"
#include "table/parallel_for.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// The tag of a candidate whose Hub id muster inferred: its source gave only a name.
inline constexpr std::string_view inferred_id_tag = "inferred-id";

/// Hub ids that a source gave earlier for its own names, by folded name.
using id_history = std::map<std::string, std::string>;

/// What is known of names apart from this run's listings.
struct known_names
{
    alias_table aliases = {};
    std::map<std::string, id_history> id_histories = {};  ///< by plugin
    std::vector<std::string_view> hub_ids = {};  ///< models that exist, beside the listings
};

/// What gave a row without a Hub id its id.
enum class id_evidence
{
    alias,     ///< a person's decision, or aliases.json
    twin,      ///< another row with the same name has an id
    told,      ///< the source gave it in an earlier listing
    own_name,  ///< name_evidence
};

std::string_view to_string(id_evidence value) noexcept;

/// A row that was given an id.
struct inferred_id
{
    std::string plugin = {};
    std::string name = {};
    std::string model_id = {};
    id_evidence by = id_evidence::own_name;
};

/// A row that stays without an id, with suggestions.
struct unresolved_name
{
    std::string plugin = {};
    std::string name = {};
    std::vector<std::string> likely = {};  ///< Hub ids, the best first
};

struct identify_result
{
    std::vector<inferred_id> inferred = {};
    std::vector<unresolved_name> unresolved = {};
};

/// Brings all ids to their present names, and gives rows without an id the one that they certainly
/// have. These become candidates of their listing; they are tagged when the id was inferred rather
/// than given. An id under which a source has just seen the repository counts as present, whatever
/// aliases say: see canonical_ids.
identify_result identify(
    std::vector<normalized_listing>& listings,
    const known_names& known,
    const parallel_for& over = serial_for
);

/// The ids that a source has given for its names, in `before` and in this listing. The listing
/// wins.
id_history extend_history(id_history before, const listing& published);

/// The ids of `before` for names to which this listing gives none: what a snapshot stores besides
/// the listing itself.
id_history history_without(id_history before, const listing& published);

}  // namespace muster
