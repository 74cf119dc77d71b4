#pragma once

#include "identity/aliases.hpp"
#include "normalize.hpp"
#include "table/spread.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// The tag of a candidate that a source did not name by its Hub id: muster found it.
inline constexpr std::string_view inferred_id_tag = "inferred-id";

/// Hub ids that a source told earlier for names of its own, by folded name.
using told_ids = std::map<std::string, std::string>;

/// What is known of names before the listings are looked at.
struct known_names
{
    alias_table aliases = {};
    std::map<std::string, told_ids> told_before = {};  ///< by plugin
    std::vector<std::string> hub_ids = {};             ///< beside those of the listings
};

/// How a row without a Hub id got one.
enum class id_evidence
{
    alias,     ///< a person, or aliases.json, says so
    twin,      ///< a row of the same name, serving variants aside, tells it
    told,      ///< the source told it in an earlier listing
    own_name,  ///< name_evidence
};

std::string_view to_string(id_evidence value) noexcept;

/// A row that has an id now.
struct inferred_id
{
    std::string plugin = {};
    std::string name = {};
    std::string model_id = {};
    id_evidence by = id_evidence::own_name;
};

/// A row that has none, and what it might be.
struct unresolved_name
{
    std::string plugin = {};
    std::string name = {};
    std::vector<std::string> likely = {};  ///< Hub ids, the best first
};

struct identified
{
    std::vector<inferred_id> inferred = {};
    std::vector<unresolved_name> unresolved = {};
};

/// Brings all ids to their present names, and gives rows without an id the one they certainly have:
/// they become candidates of their listing, tagged when nobody told the id in so many words. An id
/// under which a source has seen the repository itself is a present name, whatever aliases say:
/// what others call by the later name joins it.
identified identify(
    std::vector<normalized_listing>& listings,
    const known_names& known,
    const spread& over = in_turn
);

/// What a source has told of its names: before, and now. What it tells now counts.
told_ids remember_told(told_ids before, const listing& published);

/// What is left of it for a listing to keep: names for which that itself tells no id.
told_ids not_told_in(told_ids before, const listing& published);

}  // namespace muster
