#pragma once

#include "data/saved_questions.hpp"
#include "ingest.hpp"
#include "join_questions.hpp"
#include "muster/failure.hpp"
#include "plan/plan_sources.hpp"

#include <cstdint>
#include <string>
#include <unordered_set>
#include <vector>

namespace muster {

/// Chooses the listings of the sources one by one. Of a model listed by several, the facts of the
/// first that has some are kept.
class listing_chooser
{
public:
    /// Both must outlive it.
    listing_chooser(const fetch_context& context, const ingest_policy& policy);

    /// fetched: of its questions, or of the first few where the run was stopped.
    result<void> take(const source_plan& plan, std::vector<fetched_source> fetched);

    /// A plugin that cannot be asked: what was kept of its source, of all its questions, may still
    /// stand in.
    result<void> take(const unusable_source& unusable);

    /// A plugin that cannot be asked beside another of its name, which was.
    void note(const unusable_source& unusable);

    /// Stages what was taken. Call it once, after all sources.
    ingest_result finish(const source_plans& sources);

private:
    /// See source_coverage. Files of other nights are read only where there are some.
    result<std::unordered_set<std::uint64_t>> listed_elsewhere(const source_plan& plan) const;

    /// Whether the question with this key is among those of the plan, the usual one where it has
    /// none.
    static bool asks(const source_plan& plan, const std::string& key);

    /// What is used of one question, by what came and what was kept of it.
    result<answered_question>
    choose(const source_plan& plan, const source_question& question, fetched_source fetched);

    listing_policy policy_for(const source_plan& plan, const source_question& question) const;

    const fetch_context& context_;
    const ingest_policy& policy_;
    saved_questions saved_;
    ingest_result out_ = {};
};

}  // namespace muster
