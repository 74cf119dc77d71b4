#include "known_flags.hpp"

#include <algorithm>

namespace muster {

worker_settings workers_for(const settings& chosen)
{
    worker_settings workers;
    workers.program = default_worker_program();
    workers.memory_bytes = chosen.worker_memory_bytes;
    workers.requires_walls = chosen.require_walls;
    return workers;
}

source_search search_for(const settings& chosen, boost::asio::thread_pool* pool)
{
    source_search search;
    search.directories = chosen.named_plugin_directories;
    // After those that were named: the first plugin of a name wins.
    search.directories.insert(
        search.directories.end(),
        chosen.usual_plugin_directories.begin(),
        chosen.usual_plugin_directories.end()
    );
    search.allow_untrusted = chosen.allow_untrusted;
    search.workers = workers_for(chosen);
    search.in_process = pool;
    return search;
}

std::vector<const found_source*> usual_first(const std::vector<found_source>& found)
{
    std::vector<const found_source*> ordered;
    // Help lists first what every run asks.
    for (const bool opt_in : {false, true})
        for (const auto& source : found)
            if (source.description.opt_in == opt_in)
                ordered.push_back(&source);
    return ordered;
}

std::vector<flag> known_flags(const std::vector<found_source>& found)
{
    auto flags = own_flags();
    for (const auto* source : usual_first(found))
    {
        // The flags of a shadowed plugin are those of the one that hides it.
        if (source->state != source_state::usable)
            continue;
        for (auto& one : flags_of(source->description))
            // Of the Hub's options some are the host's own, and known already.
            if (!find_flag(flags, one.spec.name))
                flags.push_back(std::move(one));
    }
    return flags;
}

}  // namespace muster
