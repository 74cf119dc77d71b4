#pragma once

#include "identity/aliases.hpp"
#include "muster/failure.hpp"

#include <boost/json/object.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace muster {

class member_reader;

inline constexpr std::string_view decisions_file_name = "decisions.json";

/// A person's decision on a model.
enum class decision_kind
{
    accept,  ///< the candidate, and the change held at that time
    reject,  ///< neither staged nor published
    hold,    ///< its row in models.json, or its absence, stays
};

std::string_view to_string(decision_kind value) noexcept;

/// The size that a person accepted with a held change. Absent members: the change has none.
struct accepted_size
{
    std::optional<double> params_b = {};
    std::optional<double> active_params = {};
    std::optional<double> layers = {};
    std::optional<double> ctx_len = {};

    friend bool operator==(const accepted_size&, const accepted_size&) = default;
};

/// Reads the members of an accepted or a held size, in the units of models.json.
accepted_size read_accepted_size(member_reader& members);

boost::json::object to_json(const accepted_size& size);

/// One entry of data/decisions.json: on a model, or on what a source lists.
struct decision
{
    std::string id = {};  ///< a model id, or a source's own name for a model; or the source's name
    decision_kind kind = decision_kind::accept;
    std::optional<std::string> as = {};      ///< the model id that the name `id` means
    std::optional<accepted_size> size = {};  ///< of the accepted change
    std::string why = {};
    std::string date = {};  ///< "2026-03-01"; of a source with the time

    /// Of a source: how many models it listed when a person accepted that it had shrunk.
    std::optional<std::uint64_t> models = {};

    /// Of a source: rows that it promised and did not give, where a person accepted that.
    std::optional<std::uint64_t> missing = {};

    /// Of a source: the question it is about, in words, where it is not the usual one.
    std::optional<std::string> question = {};

    /// Of a source: the limit of that request, 0 for none: for requests with another one it says
    /// nothing. Absent: for all, as in earlier files.
    std::optional<std::uint64_t> limit = {};

    friend bool operator==(const decision&, const decision&) = default;
};

/// Whether a decision can have this id: printable ASCII without blanks, at most 256 bytes. Sources'
/// own names are no model ids: "qwen/qwen3-8b:free".
bool is_decidable_name(std::string_view text) noexcept;

/// Reads decisions.json: a JSON list. Fails with not_json or wrong_shape: for unknown or missing
/// members, invalid ids and ids that occur twice.
result<std::vector<decision>>
read_decisions(std::string_view text, std::string_view file_name = decisions_file_name);

/// The text of the file, sorted by id, letter case aside.
std::string write_decisions(std::vector<decision> decisions);

/// Whether it is a decision on a source, and not on a model.
inline bool is_on_source(const decision& made) noexcept { return made.models.has_value(); }

/// Adds a decision in place of an earlier one on the same id; on a source, on the same question.
void decide(std::vector<decision>& decisions, decision made);

/// Looks up decisions by any name of a model: a decision outlives a rename, be it made under the
/// earlier name or the present one.
class decision_table
{
public:
    decision_table() = default;
    explicit decision_table(const std::vector<decision>& decisions, alias_table aliases = {});

    /// Whether nothing was decided.
    bool empty() const noexcept { return by_name_.empty(); }

    /// The decision on a model; null without one. When there is one under each of its names, that
    /// under the given name counts.
    const decision* find(std::string_view id) const;

    bool is_rejected(std::string_view id) const;
    bool is_accepted(std::string_view id) const;
    bool is_held(std::string_view id) const;

private:
    bool is_decided(std::string_view id, decision_kind kind) const;

    alias_table aliases_ = {};
    std::map<std::string, decision> by_name_ = {};          ///< by folded id, as decided
    std::map<std::string, decision> by_canonical_id_ = {};  ///< by folded present id
    std::unordered_set<std::uint64_t> hashes_ = {};         ///< folded_hash of all these names
};

}  // namespace muster
