#include "single_sizes.hpp"

#include "base/terminal.hpp"
#include "contract/identity.hpp"
#include "data/data_directory.hpp"
#include "data/data_files.hpp"
#include "data/saved_facts.hpp"
#include "report/progress.hpp"
#include "run/network_for.hpp"

#include <boost/asio/this_coro.hpp>

#include <algorithm>
#include <memory>
#include <set>

namespace asio = boost::asio;

namespace muster {

namespace {

// Each under its present name, once.
std::vector<std::string>
current_ids(const std::vector<std::string>& model_ids, const alias_table& aliases)
{
    std::vector<std::string> names;
    std::set<std::string> folded;
    for (const auto& id : model_ids)
        if (auto today = aliases.resolve(id); folded.insert(fold_id(today)).second)
            names.push_back(std::move(today));
    return names;
}

std::vector<model_to_size> listed_models(
    const std::vector<std::string>& model_ids, const facts_by_id& listed, const data_files& own
)
{
    std::vector<model_to_size> models;
    const auto key_facts = key_facts_of(own);
    for (const auto& id : model_ids)
    {
        // Without a listing the age of the evidence decides.
        auto known = listed.find(id);
        models.push_back(
            {id,
             known ? std::make_shared<const repository_facts>(std::move(*known)) : nullptr,
             {},
             find_key_facts(key_facts, id)}
        );
    }
    return models;
}

std::vector<std::string> dates_of(const sized_models& found)
{
    if (found.stale_since.empty())
        return {};
    return {found.stale_since};
}

}  // namespace

std::optional<size_finding> named_sizes::finding_of(const std::string& model_id) const
{
    return found.findings.find(aliases.resolve(model_id));
}

std::optional<evidence> named_sizes::evidence_of(const std::string& model_id) const
{
    return found.evidence_of(aliases.resolve(model_id));
}

const catalog_entry* named_sizes::entry_of(const std::string& model_id) const
{
    const auto given = fold_id(model_id);
    const auto today = fold_id(aliases.resolve(model_id));
    const auto entry = std::find_if(catalog.begin(), catalog.end(), [&](const auto& one) {
        const auto id = fold_id(one.model_id);
        return id == given || id == today;
    });
    return entry == catalog.end() ? nullptr : &*entry;
}

asio::awaitable<result<named_sizes>>
size_named_models(program_context& context, const std::vector<std::string>& model_ids)
{
    const auto& chosen = context.asked.chosen;
    progress told(context.out, size_of_terminal().has_value());
    const auto request = request_of(context, chosen, told);
    // Sizing asks the Hub alone: no plugin is needed.
    const auto hub = find_hub_access(request.options, !chosen.offline);
    if (hub.has_error())
        co_return hub.error();
    const auto data = directory_to_read(chosen.data_directory);
    auto own = read_data_files(data);
    if (own.has_error())
        co_return own.error();
    // A listing that is kept tells the commit: what is known of that commit needs no request.
    const auto facts = chosen.offline ? read_saved_facts(data, chosen.trust) : facts_by_id();

    const auto executor = co_await asio::this_coro::executor;
    // Without credentials of sources: nobody but the Hub is asked.
    network_for network(executor, request, *hub);
    auto sizing = network.sizing();
    named_sizes out;
    out.aliases = aliases_of(*own);
    out.catalog = own->catalog;
    const auto ids = current_ids(model_ids, out.aliases);
    const sizing_list models = listed_models(ids, facts, *own);
    const auto known = evidence_by_canonical_id(*own);
    // Looked for only where something is to be asked: what is recorded needs no network.
    auto state = chosen.offline ? network_state::left_out : network_state::there;
    use_network(sizing, state);
    sizing.before_asking = [&](size_context& asking) -> asio::awaitable<void> {
        auto looking = network.find({hub->endpoint});
        state = co_await std::move(looking);
        use_network(asking, state);
    };
    auto work = size_models(models, known, sizing);
    out.found = co_await std::move(work);
    told.sizes_end();
    if (state == network_state::missing)
        tell_of_network(told, state, dates_of(out.found), network.lost_names());
    network.warn_of_refused_credentials();
    if (context.stop.is_requested)
        co_return interrupted("nothing was changed");
    co_return std::move(out);
}

}  // namespace muster
