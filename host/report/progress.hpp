#pragma once

#include "console.hpp"
#include "run/run_events.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// Shows how a run goes on: on a terminal a live line a source, else plain lines. tick() brings the
/// clock of the live lines forward.
class progress final : public run_events
{
public:
    progress(console& out, bool is_live) : out_(out), is_live_(is_live && !out.is_quiet()) {}

    void sources_begin(const std::vector<std::string>& names) override;
    void source_begin(const std::string& name, const fetch_progress& so_far) override;
    void source_page(const std::string& name, const fetch_progress& so_far) override;
    void source_end(const std::string& name, const fetched_source& fetched) override;
    void sources_end(const std::vector<source_report>& reports) override;

    void sizes_begin(std::size_t models) override;
    void sized(std::size_t done, std::size_t all) override;
    void sizes_end() override;

    void warn(std::string_view sentence) override { out_.warn(sentence); }
    void say(std::string_view sentence) override { out_.say(sentence); }

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

    console& out_;
    bool is_live_;
    clock::time_point began_ = clock::now();
    clock::time_point drawn_ = {};
    std::vector<line> lines_ = {};
    std::string sizes_ = {};
};

}  // namespace muster
