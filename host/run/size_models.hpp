#pragma once

#include "base/interruption.hpp"
#include "catalog/evidence_book.hpp"
#include "catalog/finding_table.hpp"
#include "net/http/web_client.hpp"
#include "network_state.hpp"
#include "plan/plan_sources.hpp"
#include "size/facts/evidence.hpp"
#include "size/ladder.hpp"
#include "table/listing.hpp"
#include "table/parallel_for.hpp"

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
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

    /// Called once, before a model is asked about: it may change what may be asked. May be empty.
    std::function<boost::asio::awaitable<void>(size_context&)> before_asking = {};

    parallel_for over = serial_for;  ///< for what is decided without asking

    /// Whether sized_models has evidence that could not be renewed of models that a listing has,
    /// too.
    bool keeps_all_evidence = true;
    std::function<void(std::size_t done, std::size_t all)> on_model = {};

    bool is_stopped() const noexcept { return stop && stop->is_requested; }
};

/// Sets what may be asked: without a network nothing; with --offline the response cache alone.
void use_network(size_context& context, network_state network);

/// A model to size, with what this run's listing says of its repository.
struct model_to_size
{
    std::string model_id = {};
    std::shared_ptr<const repository_facts> listed = {};  ///< null when no listing has it
    text_list tags = {};                                  ///< in any order
    const key_facts* facts = nullptr;  ///< recorded second hand; null when none were
};

/// Models to size, the most wanted first, each made when its turn comes: there may be more than
/// memory should hold at once.
struct sizing_list
{
    std::size_t count = 0;
    std::function<model_to_size(std::size_t index)> at = {};  ///< called on several threads

    sizing_list() = default;
    sizing_list(std::size_t size, std::function<model_to_size(std::size_t)> make)
        : count(size), at(std::move(make))
    {
    }
    sizing_list(std::vector<model_to_size> models)  // NOLINT: a plain list is one, too
        : count(models.size()),
          at([models = std::move(models)](std::size_t i) { return models[i]; })
    {
    }
};

struct sized_models
{
    finding_table findings = {};
    evidence_book keep = {};         ///< for later runs
    evidence_book not_renewed = {};  ///< behind sizes that could not be renewed; it is not saved
    std::set<std::string> answered = {};  ///< folded ids that the Hub was asked for, and answered
    std::vector<std::string> stale = {};  ///< ids sized from evidence that could not be renewed
    std::string stale_since = {};         ///< date of the oldest evidence among them
    traffic spent = {};
    std::size_t asked = 0;  ///< models that the Hub was asked about
    std::size_t left = 0;   ///< models that it would have been asked about, had there been time

    /// The evidence behind the finding of a model; nothing when nothing is known.
    std::optional<evidence> evidence_of(std::string_view model_id) const;
};

/// Sizes many models at once: first those of which enough is known, then, in the order of the list,
/// those that are asked about. Known evidence is requested again only where the listing shows
/// another commit or, for models that no listing has, where it is older than evidence_age. A model
/// whose evidence does not arrive in time keeps what was known.
boost::asio::awaitable<sized_models>
size_models(sizing_list models, evidence_book known, size_context& context);

}  // namespace muster
