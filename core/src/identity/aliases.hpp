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

/// One entry of aliases.json: an owner or a model that has another name now, or who on the Hub a
/// vendor is.
struct alias
{
    std::optional<std::string> vendor = {};    ///< as vendors' indexes call it ("z-ai")
    std::optional<std::string> owner = {};     ///< every model of it moved ("CohereForAI")
    std::optional<std::string> model_id = {};  ///< one model moved ("gpt2")
    std::string now = {};                      ///< the owner or the model id of today
    std::string why = {};

    friend bool operator==(const alias&, const alias&) = default;
};

/// Reads aliases.json: a JSON list of entries with exactly one of `vendor`, `owner` and `model_id`,
/// and `now` and `why`. Fails with not_json or wrong_shape for unknown members, ids that are none,
/// names that are given twice, and names that lead back to themselves.
result<std::vector<alias>>
read_aliases(std::string_view text, std::string_view file_name = aliases_file_name);

/// Which name a model has now. Names are compared without letter case.
class alias_table
{
public:
    alias_table() = default;
    explicit alias_table(const std::vector<alias>& aliases);

    void add_owner(std::string_view owner, std::string_view now);

    /// Who a vendor is. No id on the Hub changes by it: there an account of that name is another.
    void add_vendor(std::string_view vendor, std::string_view owner);

    /// What a name stands for. The first one added counts: add what is surest first.
    void add_model(std::string_view name, std::string_view now);

    /// The present name, through as many renames as there are; the name itself, as spelled, when
    /// there is none. One that leads back to itself ends where it was met again.
    std::string resolve(std::string_view name) const;

    /// As resolve(), of one name as a whole: owners are not looked at. Nothing when not known.
    std::optional<std::string> find(std::string_view name) const;

    /// Whether resolve() could give another name: quick, and true now and then where it does not.
    bool may_rename(std::string_view name) const noexcept;

    /// The owner on the Hub that a vendor is, or that an owner of this name is now. Nothing when
    /// not known.
    std::optional<std::string> owner_for(std::string_view vendor) const;

    /// Whether no id has another name.
    bool empty() const noexcept { return owners_.empty() && models_.empty(); }

private:
    std::optional<std::string> renamed(std::string_view name) const;

    std::map<std::string, std::string> vendors_ = {};  ///< by folded name
    std::map<std::string, std::string> owners_ = {};   ///< by folded name
    std::map<std::string, std::string> models_ = {};   ///< by folded name
    std::unordered_set<std::uint64_t> hashes_ = {};    ///< folded_hash of owners and models
};

}  // namespace muster
