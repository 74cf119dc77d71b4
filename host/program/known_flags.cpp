#include "known_flags.hpp"

#include <algorithm>

namespace muster {

source_search search_for(const settings& chosen, boost::asio::thread_pool* pool)
{
    source_search search;
    search.directories = chosen.named_plugin_directories;
    search.directories.insert(
        search.directories.end(),
        chosen.usual_plugin_directories.begin(),
        chosen.usual_plugin_directories.end()
    );
    search.allow_untrusted = chosen.allow_untrusted;
    search.workers.program = default_worker_program();
    search.workers.memory_bytes = chosen.worker_memory_bytes;
    search.in_process = pool;
    return search;
}

std::vector<flag> known_flags(const std::vector<found_source>& found)
{
    auto flags = common_flags();
    flags.insert(flags.end(), hub_flags().begin(), hub_flags().end());
    std::vector<const found_source*> usual_first;
    for (const bool opt_in : {false, true})
        for (const auto& source : found)
            if (source.state == source_state::usable && source.description.opt_in == opt_in)
                usual_first.push_back(&source);
    for (const auto* source : usual_first)
    {
        for (auto& one : flags_of(source->description))
        {
            const bool is_known = std::any_of(flags.begin(), flags.end(), [&](const flag& known) {
                return known.spec.name == one.spec.name;
            });
            if (!is_known)
                flags.push_back(std::move(one));
        }
    }
    return flags;
}

}  // namespace muster
