#pragma once

#include "fetch/fetch_source.hpp"
#include "source_report.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// Whoever shows how a run goes on. Called on the thread of the run, as things happen; what is not
/// overridden is passed over.
class run_events
{
public:
    virtual ~run_events() = default;

    virtual void sources_begin(const std::vector<std::string>& names) { (void)names; }

    /// so_far grows, and stays where it is, until source_end() of the same source.
    virtual void source_begin(const std::string& name, const fetch_progress& so_far)
    {
        (void)name, (void)so_far;
    }
    virtual void source_page(const std::string& name, const fetch_progress& so_far)
    {
        (void)name, (void)so_far;
    }
    virtual void source_end(const std::string& name, const fetched_source& fetched)
    {
        (void)name, (void)fetched;
    }
    virtual void sources_end(const std::vector<source_report>& reports) { (void)reports; }

    virtual void sizes_begin(std::size_t models) { (void)models; }
    virtual void sized(std::size_t done, std::size_t all) { (void)done, (void)all; }
    virtual void sizes_end() {}

    /// A sentence that a person should read, whatever the verbosity but --quiet.
    virtual void warn(std::string_view sentence) { (void)sentence; }

    /// A sentence about what was done.
    virtual void say(std::string_view sentence) { (void)sentence; }
};

}  // namespace muster
