#pragma once

#include "report/voice.hpp"
#include "run/source_report.hpp"

#include <string>

namespace muster {

/// Tells how a run goes on, in plain lines.
class progress
{
public:
    explicit progress(voice& out) : out_(out) {}

    void page(const std::string& source, const fetch_progress& so_far);
    void source_done(const source_report& report);
    void sized(std::size_t done, std::size_t all);

private:
    voice& out_;
};

}  // namespace muster
