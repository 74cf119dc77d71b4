#pragma once

#include "identity/aliases.hpp"
#include "muster/failure.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace muster {

inline constexpr std::string_view decisions_file_name = "decisions.json";

/// What a person said of a model.
enum class decision_kind
{
    accept,  ///< yes to the candidate; and to the change that was held when this was said
    reject,  ///< never in models.json, nor staged again
    hold,    ///< its row in models.json stays as it is, or stays away
};

std::string_view to_string(decision_kind value) noexcept;

/// The size of a held change that a person accepted. Absent: the change has none.
struct accepted_size
{
    std::optional<double> params_b = {};
    std::optional<double> active_params = {};
    std::optional<double> layers = {};
    std::optional<double> ctx_len = {};

    friend bool operator==(const accepted_size&, const accepted_size&) = default;
};

/// One entry of data/decisions.json.
struct decision
{
    std::string id = {};  ///< a model id, or what a source calls a model
    decision_kind kind = decision_kind::accept;
    std::optional<std::string> as = {};      ///< the model id that `id` stands for
    std::optional<accepted_size> size = {};  ///< of an accepted change
    std::string why = {};
    std::string date = {};  ///< "2026-03-01"

    friend bool operator==(const decision&, const decision&) = default;
};

/// Whether a decision can be about it: printable ASCII without blanks, at most 256 bytes. Sources
/// call models by more than ids: "qwen/qwen3-8b:free".
bool is_decidable_name(std::string_view text) noexcept;

/// Reads data/decisions.json: a JSON list. Fails with not_json or wrong_shape for unknown members,
/// what is missing, ids that are none, and ids named twice.
result<std::vector<decision>>
read_decisions(std::string_view text, std::string_view file_name = decisions_file_name);

/// Sorted by id, letter case aside.
std::string write_decisions(std::vector<decision> decisions);

/// Adds a decision: it takes the place of an earlier one on the same id.
void decide(std::vector<decision>& decisions, decision made);

/// What was decided on models, whatever they are called: a rename undoes no decision, be it made
/// under the earlier name or the present one.
class decision_table
{
public:
    decision_table() = default;
    explicit decision_table(const std::vector<decision>& decisions, alias_table aliases = {});

    /// Whether nothing was decided.
    bool empty() const noexcept { return by_name_.empty(); }

    /// Null when nobody decided. Where a model was decided on under both of its names, what was
    /// said of the very name counts.
    const decision* find(std::string_view id) const;

    bool is_rejected(std::string_view id) const;
    bool is_accepted(std::string_view id) const;
    bool is_held(std::string_view id) const;

private:
    bool is_decided(std::string_view id, decision_kind kind) const;

    alias_table aliases_ = {};
    std::map<std::string, decision> by_name_ = {};   ///< by folded id, as decided
    std::map<std::string, decision> by_today_ = {};  ///< by folded id of today
    std::unordered_set<std::uint64_t> hashes_ = {};  ///< folded_hash of all these names
};

}  // namespace muster
