#include "hold.hpp"

#include "contract/identity.hpp"
#include "model_fields.hpp"
#include "muster/json_text.hpp"
#include "size/facts/key_facts.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>

namespace muster {

namespace {

using size_lookup = std::function<const size_finding*(const std::string&)>;

template <class Value>
std::optional<double> as_number(const std::optional<Value>& value)
{
    return value ? std::optional(static_cast<double>(*value)) : std::nullopt;
}

// model_row uses 0 for members that must be there; here 0 would look like a value.
std::optional<double> unless_zero(double value)
{
    return value > 0 ? std::optional(value) : std::nullopt;
}

// The values that a person sees and accepts; other fields follow from these.
accepted_size size_of_row(const model_row& row)
{
    return {
        unless_zero(row.params_b),
        as_number(row.active_params),
        unless_zero(static_cast<double>(row.layers)),
        as_number(row.ctx_len)};
}

accepted_size size_of_finding(const model_size& size)
{
    return {
        params_b_of(size),
        as_number(size.active_params),
        as_number(size.layers),
        as_number(size.ctx_len)};
}

std::string number_text(const std::optional<double>& value)
{
    if (!value)
        return "none";
    std::string text;
    append_json_number(text, *value);
    return text;
}

bool is_pinned(const model_row& row, const std::string& field)
{
    const auto origin = row.origin.find(field);
    return origin != row.origin.end() && origin->second == "pin";
}

bool is_by_key_facts(const model_row& row)
{
    const auto origin = row.origin.find("layers");
    return origin != row.origin.end() && origin->second.starts_with(key_facts_origin);
}

// Both ways: a count that shrinks by half is as odd as one that doubles.
bool is_far(double a, double b) { return a > held_size_factor * b || b > held_size_factor * a; }

/// Why a change is implausible; empty when it is not.
std::string doubt(const accepted_size& before, const accepted_size& after, const model_row& row)
{
    const auto between = [](const auto& a, const auto& b) {
        return "from " + number_text(a) + " to " + number_text(b);
    };
    if (!is_pinned(row, "params_b") && before.params_b && after.params_b &&
        is_far(*before.params_b, *after.params_b))
        return "params_b goes " + between(before.params_b, after.params_b) +
               ", by more than a factor of 2";
    const bool is_more_active = after.params_b && after.active_params &&
                                // params_b has three decimals: half of the last one, rounded up, is
                                // still consistent.
                                *after.active_params > std::ceil((*after.params_b + 0.0005) * 1e9);
    if (is_more_active && !is_pinned(row, "params_b") && !is_pinned(row, "active_params"))
        return "it would have " + number_text(after.active_params) +
               " active parameters and only " + number_text(after.params_b) + " billion in all";
    // Not the number itself: it may be corrected. A value that appears or disappears means that the
    // evidence changed.
    if (!is_pinned(row, "layers") && before.layers.has_value() != after.layers.has_value())
        return "layers go " + between(before.layers, after.layers);
    if (!is_pinned(row, "ctx_len") && before.ctx_len.has_value() != after.ctx_len.has_value())
        return "ctx_len goes " + between(before.ctx_len, after.ctx_len);
    return {};
}

/// Decides on each row, in the order of overlay().
class change_keeper
{
public:
    change_keeper(std::span<const model_row> before, const decision_table& decisions)
        : decisions_(decisions)
    {
        for (const auto& row : before)
            // Refers to the caller's rows, which outlive this.
            before_.emplace(fold_id(row.model_id), &row);
    }

    void take(model_row row)
    {
        const auto* old = find(row.model_id);
        met_.insert(fold_id(row.model_id));
        // A held model without a row stays without one: that is what "hold" means for a new model.
        if (decisions_.is_held(row.model_id) && (!old || *old != row))
        {
            hold(row.model_id, word_of_a_person(row.model_id), size_of_row(row), true);
            if (old)
                out_.rows.push_back(*old);
            return;
        }
        const auto why = old ? reason_to_hold(*old, size_of_row(row), row) : std::string();
        if (!why.empty())
        {
            hold(row.model_id, why, size_of_row(row), false);
            // The old row stays published until a person accepts the change.
            // With the old evidence: a row whose parts are of two days would say what neither did.
            row = *old;
        }
        out_.rows.push_back(std::move(row));
    }

    // A row that disappears has no layers any more, whatever sizing still knows of it.
    void take(unsized_model model, const size_lookup& size_of)
    {
        const auto* old = find(model.model_id);
        met_.insert(fold_id(model.model_id));
        // Only rows that were published can disappear.
        const auto* found = old ? size_of(fold_id(model.model_id)) : nullptr;
        // Accepting it later must be possible by these numbers.
        auto size = found ? size_of_finding(found->size) : accepted_size();
        size.layers.reset();
        std::string why;
        if (old && decisions_.is_held(model.model_id))
            why = word_of_a_person(model.model_id);
        else if (old && !has_pinned_size(*old))
            why = reason_to_hold(*old, size, {});
        if (why.empty())
        {
            out_.unsized.push_back(std::move(model));
            return;
        }
        out_.rows.push_back(*old);
        const bool is_by_a_person = decisions_.is_held(model.model_id);
        hold(old->model_id, why + "; " + model.reason, size, is_by_a_person);
    }

    // A model that is in no file any more is not even unsized: only a decision keeps its row.
    void keep_what_people_hold()
    {
        for (const auto& [id, old] : before_)
        {
            if (met_.contains(id) || !decisions_.is_held(old->model_id))
                continue;
            out_.rows.push_back(*old);
            const auto why = word_of_a_person(old->model_id) + "; nothing else names it now";
            hold(old->model_id, why, {}, true);
        }
    }

    hold_result finish()
    {
        std::ranges::sort(out_.rows, {}, &model_row::model_id);
        std::ranges::sort(out_.held, {}, &held_change::model_id);
        return std::move(out_);
    }

private:
    const model_row* find(const std::string& model_id) const
    {
        const auto row = before_.find(fold_id(model_id));
        return row == before_.end() ? nullptr : row->second;
    }

    std::string word_of_a_person(const std::string& model_id) const
    {
        return "a person holds it: " + decisions_.find(model_id)->why;
    }

    void hold(
        const std::string& model_id,
        const std::string& why,
        const accepted_size& size,
        bool by_a_person
    )
    {
        out_.held.push_back({model_id, why, size, by_a_person});
    }

    // Whoever removes the pin that a row depended on has made the decision.
    static bool has_pinned_size(const model_row& row)
    {
        return is_pinned(row, "params_b") || is_pinned(row, "layers") || is_pinned(row, "hidden") ||
               is_pinned(row, "moe_active_ratio");
    }

    std::string
    reason_to_hold(const model_row& old, const accepted_size& size, const model_row& row) const
    {
        auto before = size_of_row(old);
        // Key facts leave the context open: that a configuration says it was to be expected.
        if (is_by_key_facts(old) && !before.ctx_len)
            before.ctx_len = size.ctx_len;
        // First, as an acceptance counts only against a doubt.
        auto why = doubt(before, size, row);
        const auto* decided = decisions_.find(old.model_id);
        const bool is_accepted = decided && decided->kind == decision_kind::accept &&
                                 decided->size && is_like(*decided->size, size);
        return is_accepted ? std::string() : why;
    }

    // Whether a size differs from the accepted one by no more than may change in any run.
    static bool is_like(const accepted_size& accepted, const accepted_size& size)
    {
        const bool is_near = accepted.params_b.has_value() == size.params_b.has_value() &&
                             (!size.params_b || !is_far(*accepted.params_b, *size.params_b));
        // Exactly: the acceptance was of this count.
        const bool is_same_activity = accepted.active_params == size.active_params;
        return is_near && is_same_activity &&
               accepted.layers.has_value() == size.layers.has_value() &&
               accepted.ctx_len.has_value() == size.ctx_len.has_value();
    }

    const decision_table& decisions_;
    std::map<std::string, const model_row*> before_ = {};
    std::set<std::string> met_ = {};  ///< folded ids that overlay() has
    hold_result out_ = {};
};

}  // namespace

hold_result hold_changes(
    std::span<const model_row> before,
    overlay_result after,
    const decision_table& decisions,
    const size_lookup& size_of
)
{
    change_keeper keeper(before, decisions);
    for (auto& row : after.rows)
        keeper.take(std::move(row));
    for (auto& model : after.unsized)
        keeper.take(std::move(model), size_of);
    keeper.keep_what_people_hold();
    return keeper.finish();
}

}  // namespace muster
