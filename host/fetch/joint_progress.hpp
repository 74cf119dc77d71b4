#pragma once

#include "fetch_source.hpp"

namespace muster {

/// Tells what becomes of a source as a whole while its questions are asked: the sum of all, where
/// the context that it was given is told of a source.
class joint_progress
{
public:
    /// Both must outlive it.
    joint_progress(const source_plan& plan, const fetch_context& context);
    joint_progress(const joint_progress&) = delete;
    joint_progress& operator=(const joint_progress&) = delete;

    /// The context to ask one question in, which must not outlive this.
    fetch_context context_of(std::size_t question, std::chrono::steady_clock::time_point ends_at);

    /// The source has ended: its verdict is the gravest of its questions'.
    void end(const std::vector<fetched_source>& answers, std::chrono::milliseconds took);

private:
    void note(std::size_t question, const fetch_progress& so_far);

    const std::string& name_;
    const fetch_context& context_;
    std::vector<fetch_progress> each_;  ///< by question
    fetch_progress now_ = {};           ///< of all; whoever is told keeps a reference
};

}  // namespace muster
