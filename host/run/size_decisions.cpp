#include "size_decisions.hpp"

#include "known_evidence.hpp"
#include "size/facts/evidence_file.hpp"

#include <utility>

namespace muster {

bool wants_more(const size_step& step)
{
    return std::holds_alternative<std::vector<evidence_request>>(step);
}

sizing_state size_decisions::begin(model_to_size model) const
{
    sizing_state out;
    out.model = std::move(model);
    out.filed = known_.find_filed(out.model.model_id);
    auto old =
        out.filed ? evidence_book::evidence_in(out.filed->text) : known_.find(out.model.model_id);
    out.was_valid = old && is_still_valid(out.model, *old, context_);
    if (out.was_valid)
    {
        out.valid_since = old->checked;
        const auto part = changeable_part(*old);
        out.now = evidence_to_start_with(out.model, std::move(old), context_);
        out.is_as_known = changeable_part(out.now) == part;
    }
    else
    {
        out.now = evidence_to_start_with(out.model, {}, context_);
        out.before = std::move(old);
    }
    out.step = next_step(out.now, context_.policy);
    return out;
}

sizing_outcome size_decisions::end(sizing_state one) const
{
    sizing_outcome out;
    out.model_id = one.model.model_id;
    const bool is_answered =
        one.now.info != ask_state::unasked && one.now.info != ask_state::failed;
    out.is_answered = !one.is_known && is_answered && !context_.policy.is_offline;
    // Without a network a cache may have answered: when that was is not known.
    const bool is_dated = !one.is_asked || !context_.policy.is_offline;
    if (is_dated && is_fully_answered(one.now, one.step))
        keep(std::move(one), out);
    else
        use_what_is_known(std::move(one), out);
    return out;
}

// What to make of the evidence as it stands.
size_step size_decisions::conclude(const evidence& known) const
{
    auto policy = context_.policy;
    // A step that may not ask says what the evidence gives, or why it gives nothing.
    policy.may_ask = false;
    return next_step(known, policy);
}

void size_decisions::keep(sizing_state one, sizing_outcome& out) const
{
    out.finding = finding_of(std::move(one.step));
    if (one.now.checked.empty())
        // A model of which the listing says all was not asked about, and is dated by it.
        one.now.checked = context_.now;
    // What was too old to be believed has been seen anew: its age counts from now.
    out.as = one.before ? sizing_outcome::record::is_new : unless_same(one);
    if (one.filed)
        out.filed_place = one.filed->place;
    if (out.as == sizing_outcome::record::is_new)
        out.known = std::move(one.now);
}

// Files do not change for a date: what says the same stays.
sizing_outcome::record size_decisions::unless_same(sizing_state& one) const
{
    using kept = sizing_outcome::record;
    if (!one.was_valid)
        return kept::is_new;
    // What somebody added to evidence that says the same stands, in the usual layout.
    const auto same =
        one.filed && is_in_usual_layout(one.filed->text) ? kept::is_text : kept::stays;
    // Not written to be compared, which takes two thirds as long as reading it.
    if (one.is_as_known)
        return same;
    const auto& id = one.model.model_id;
    const auto date = std::exchange(one.now.checked, one.valid_since);
    const auto text = evidence_text(one.now);
    // As written, since that is what would change: states that are not kept do not count.
    if (one.filed && one.filed->text == text)
        return same;
    const auto known = one.filed ? evidence_book::evidence_in(one.filed->text) : known_.at(id);
    if (text == evidence_text(known))
        return same;
    one.now.checked = date;
    return kept::is_new;
}

// What could not be asked for is taken from what was known before, as far as that goes.
void size_decisions::use_what_is_known(sizing_state one, sizing_outcome& out) const
{
    auto step = conclude(one.now);
    if (one.before)
    {
        auto earlier = std::move(*one.before);
        earlier.facts = one.now.facts;
        auto earlier_step = conclude(earlier);
        const bool is_sized = std::holds_alternative<sized>(earlier_step);
        if (is_sized)
            out.stale_since = earlier.checked;
        out.is_stale = is_sized;
        // Where the Hub was not asked, or only a cache was, the reason is in what was known
        // before, too.
        const bool is_asked = !context_.policy.is_offline && one.now.info != ask_state::unasked;
        if (is_sized || !is_asked)
        {
            step = std::move(earlier_step);
            one.now = std::move(earlier);
        }
    }
    out.finding = finding_of(std::move(step));
    out.as = sizing_outcome::record::is_passing;
    if (context_.keeps_all_evidence || !one.model.listed)
        out.known = std::move(one.now);
}

}  // namespace muster
