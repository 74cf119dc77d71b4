#pragma once

#include "size_models.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace muster {

/// What comes of one model.
struct sizing_outcome
{
    enum class record
    {
        stays,       ///< as it stands in the book
        is_text,     ///< the same, and as its file has it, which can be copied
        is_new,      ///< evidence for later runs
        is_passing,  ///< evidence behind the size alone
    };

    std::string model_id = {};
    size_finding finding = {};
    record as = record::stays;
    std::optional<evidence> known = {};  ///< what is to be recorded
    std::uint32_t filed_place = 0;       ///< of what is_text, in the book
    bool is_answered = false;
    bool is_stale = false;  ///< sized by evidence that could not be renewed
    std::string stale_since = {};
};

/// One model while it is sized.
struct sizing_state
{
    model_to_size model = {};
    evidence now = {};
    std::optional<evidence> before = {};             ///< what is known and not valid any more
    std::optional<evidence_book::filed> filed = {};  ///< what is known, if a file has it
    bool was_valid = false;
    bool is_as_known = false;      ///< nothing of it has changed since it was read
    std::string valid_since = {};  ///< the date of the evidence, where it was
    bool is_asked = false;
    bool is_known = false;
    size_step step = {};
};

/// Whether a step is to ask for something.
bool wants_more(const size_step& step);

/// What is decided of one model, without asking. Several threads may use it at once, as long as
/// nobody changes the book.
class size_decisions
{
public:
    /// Refers to both.
    size_decisions(const evidence_book& known, const size_context& context)
        : known_(known), context_(context)
    {
    }

    /// With the evidence to begin with, and the first step.
    sizing_state begin(model_to_size model) const;

    /// When nothing more is asked for.
    sizing_outcome end(sizing_state one) const;

private:
    size_step conclude(const evidence& known) const;
    void keep(sizing_state one, sizing_outcome& out) const;
    sizing_outcome::record unless_same(sizing_state& one) const;
    void use_what_is_known(sizing_state one, sizing_outcome& out) const;

    const evidence_book& known_;
    const size_context& context_;
};

}  // namespace muster
