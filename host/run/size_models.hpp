#pragma once

#include "base/interruption.hpp"
#include "catalog/overlay.hpp"
#include "net/http/web_client.hpp"
#include "network_state.hpp"
#include "plan/plan_sources.hpp"
#include "size/facts/evidence.hpp"
#include "size/ladder.hpp"
#include "table/listing.hpp"

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace muster {

inline constexpr std::size_t models_sized_at_once = 64;

/// What sizing works with; must outlive it.
struct size_context
{
    web_client* web = nullptr;
    const hub_access* hub = nullptr;
    std::chrono::milliseconds deadline = {};      ///< for all models together
    std::chrono::milliseconds evidence_age = {};  ///< of models that no source listed
    std::string now = {};                         ///< ISO 8601
    evidence_policy policy = {};
    bool may_ask = true;                 ///< false: what is known must do
    const interruption* stop = nullptr;  ///< may be null
    std::function<void(std::size_t done, std::size_t all)> on_model = {};

    bool is_stopped() const noexcept { return stop && stop->is_requested; }
};

/// Sets what may be asked: without a network nothing; with --offline the response cache alone.
void use_network(size_context& context, network_state network);

/// A model to size, with what this run's listing says of its repository.
struct model_to_size
{
    std::string model_id = {};
    const repository_facts* listed = nullptr;  ///< null when no listing has it
    text_list tags = {};                       ///< in any order
    const key_facts* facts = nullptr;          ///< recorded second hand; null when none were
};

struct sized_models
{
    std::map<std::string, size_finding> findings = {};  ///< by folded id
    std::map<std::string, evidence> keep = {};          ///< by folded id: evidence for later runs
    /// By folded id: evidence behind sizes that could not be renewed. It is not saved.
    std::map<std::string, evidence> not_renewed = {};
    std::set<std::string> answered = {};  ///< folded ids that the Hub was asked for, and answered
    std::vector<std::string> stale = {};  ///< ids sized from evidence that could not be renewed
    std::string stale_since = {};         ///< date of the oldest evidence among them
    traffic spent = {};

    /// The evidence behind the finding of a model; null when nothing is known.
    const evidence* evidence_of(const std::string& folded_id) const;
};

/// Whether sizing these would ask the Hub for anything.
bool needs_hub(
    std::span<const model_to_size> models,
    const std::map<std::string, evidence>& known,
    const size_context& context
);

/// Sizes many models at once. Known evidence is requested again only where the listing shows
/// another commit or, for models that no listing has, where it is older than evidence_age. A model
/// whose evidence does not arrive in time keeps what was known.
boost::asio::awaitable<sized_models> size_models(
    std::span<const model_to_size> models,
    std::map<std::string, evidence> known,
    const size_context& context
);

}  // namespace muster
