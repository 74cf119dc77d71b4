#pragma once

#include "muster/failure.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace muster {

inline constexpr std::string_view aliases_file_name = "aliases.json";

/// One entry of aliases.json: a rename of an owner or a model, or which Hub owner a vendor is.
struct alias
{
    std::optional<std::string> vendor = {};  ///< a vendor's name in an index ("z-ai")
    std::optional<std::string> owner = {};   ///< an owner all of whose models moved ("CohereForAI")
    std::optional<std::string> model_id = {};  ///< one model that moved ("gpt2")
    std::string now = {};                      ///< the present owner or model id
    std::string why = {};

    friend bool operator==(const alias&, const alias&) = default;
};

/// Reads aliases.json: a JSON list of entries with exactly one of `vendor`, `owner` and `model_id`,
/// and with `now` and `why`. Fails with not_json, or with wrong_shape for unknown members, invalid
/// ids, names that occur twice, and renames that form a loop.
result<std::vector<alias>>
read_aliases(std::string_view text, std::string_view file_name = aliases_file_name);

/// The present name of each model. Names are compared without letter case.
class alias_table
{
public:
    alias_table() = default;
    explicit alias_table(const std::vector<alias>& aliases);

    void add_owner(std::string_view owner, std::string_view now);

    /// Which owner a vendor is. It changes no id: on the Hub, an account with the vendor's name is
    /// somebody else.
    void add_vendor(std::string_view vendor, std::string_view owner);

    /// The model that a name means. The first one added counts, so add the most certain first.
    void add_model(std::string_view name, std::string_view now);

    /// The present name, through any number of renames; the name itself, as spelled, when there is
    /// none. A loop ends at the name where it was entered.
    std::string resolve(std::string_view name) const;

    /// Resolves a name that was added as a model, renames of owners aside. Nothing for other names.
    std::optional<std::string> find(std::string_view name) const;

    /// False only if resolve() returns the name itself; may be true although it does. Does not
    /// allocate.
    bool may_rename(std::string_view name) const noexcept;

    /// The same, for whoever has the id_hash() of the name.
    bool may_rename(std::string_view name, std::uint32_t hash) const noexcept;

    /// The Hub owner that a vendor is, or that an owner of this name was renamed to. Nothing when
    /// unknown.
    std::optional<std::string> owner_for(std::string_view vendor) const;

    /// Whether no id has another name. Vendors do not count.
    bool empty() const noexcept { return owners_.empty() && models_.empty(); }

private:
    std::optional<std::string> renamed(std::string_view name) const;

    std::map<std::string, std::string> vendors_ = {};  ///< by folded name
    std::map<std::string, std::string> owners_ = {};   ///< by folded name
    std::map<std::string, std::string> models_ = {};   ///< by folded name
    std::unordered_set<std::uint32_t> hashes_ = {};    ///< id_hash of owners and models
};

}  // namespace muster
