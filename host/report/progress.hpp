#pragma once

#include "fetch/fetch_source.hpp"
#include "run/source_report.hpp"
#include "voice.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace muster {

/// Tells how a run goes on: on a terminal a live line a source, else plain lines.
///
/// Everything is told to it as it happens; tick() brings the clock of the live lines forward.
class progress
{
public:
    progress(voice& out, bool is_live) : out_(out), is_live_(is_live && !out.is_quiet()) {}

    void begin_sources(const std::vector<std::string>& names);

    /// so_far is looked at until answered() is told of the source.
    void asked(const std::string& source, const fetch_progress& so_far);
    void page(const std::string& source, const fetch_progress& so_far);
    void answered(const std::string& source, const fetched_source& fetched);
    void end_sources(const std::vector<source_report>& reports);

    void begin_sizes(std::size_t models);
    void sized(std::size_t done, std::size_t all);
    void end_sizes();

    void tick();

private:
    using clock = std::chrono::steady_clock;

    struct line
    {
        std::string source = {};
        const fetch_progress* live = nullptr;  ///< null before it is asked, and afterwards
        fetch_progress so_far = {};
        std::optional<clock::time_point> ended = {};
        std::string outcome = {};
    };

    line* find(const std::string& source);
    std::string text_of(const line& one, std::size_t columns) const;
    void draw();

    voice& out_;
    bool is_live_;
    clock::time_point began_ = clock::now();
    clock::time_point drawn_ = {};
    std::vector<line> lines_ = {};
    std::string sizes_ = {};
};

}  // namespace muster
