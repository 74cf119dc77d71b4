#pragma once

#include "size_models.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace muster {

/// Whether the evidence of a model is still true: the listing shows the same commit; or no listing
/// has the model, and the evidence was checked within the evidence age.
bool is_still_valid(const model_to_size& model, const evidence& known, const size_context& context);

/// Whether it was checked within the evidence age. Of older evidence, negative answers count as
/// unasked, whatever the commit.
bool is_recent(const evidence& known, const size_context& context);

/// The evidence to begin with: `known` where it is still valid, else what the listing has. With a
/// token, what was gated becomes unasked.
evidence evidence_to_start_with(
    const model_to_size& model, std::optional<evidence> known, const size_context& context
);

/// What evidence_to_start_with() may change of valid evidence, of that which a file has.
struct changeable_evidence
{
    ask_state info = {};
    ask_state config_state = {};
    ask_state headers = {};
    gating gate = {};
    std::string library = {};
    std::string license = {};
    std::optional<std::uint64_t> total = {};
    std::vector<dtype_count> stored = {};
    std::optional<gguf_totals> gguf = {};
    std::vector<base_relation> bases = {};

    friend bool operator==(const changeable_evidence&, const changeable_evidence&) = default;
};

changeable_evidence changeable_part(const evidence& known);

/// The result of a step; of one that wants to ask for more, that it could not.
size_finding finding_of(size_step step);

/// Whether the Hub answered all that was asked, whatever it said.
bool is_fully_answered(const evidence& now, const size_step& step);

}  // namespace muster
