#include "hold.hpp"

#include "contract/identity.hpp"
#include "model_fields.hpp"
#include "muster/json_text.hpp"
#include "size/facts/key_facts.hpp"
#include "table/id_index.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>
#include <vector>

namespace muster {

namespace {

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

bool is_more_active_than_large(const accepted_size& size)
{
    return size.params_b && size.active_params &&
           // params_b has three decimals: half of the last one, rounded up, is still consistent.
           *size.active_params > std::ceil((*size.params_b + 0.0005) * 1e9);
}

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
    if (is_more_active_than_large(after) && !is_pinned(row, "params_b") &&
        !is_pinned(row, "active_params"))
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
    /// rows: an empty table for those to publish.
    change_keeper(const row_table& before, const decision_table& decisions, row_table rows)
        : before_(before), decisions_(decisions), is_met_(before.size())
    {
        out_.rows = std::move(rows);
        for (std::uint32_t i = 0; i < before.size(); ++i)
            by_id_.add(i, id_hash(before.id_at(i)));
    }

    void take(const row_table& rows, std::size_t index)
    {
        const std::string model_id(rows.id_at(index));
        const auto old = meet(model_id);
        // Most rows of a first run.
        if (!old && !decisions_.is_held(model_id))
            out_.rows.push_back(rows, index);
        else
            take(rows, index, old);
    }

    // A row that disappears has no layers any more, whatever sizing still knows of it.
    void take(unsized_model model, const size_lookup& size_of)
    {
        const auto old = meet(model.model_id);
        // Only rows that were published can disappear.
        const auto found = old ? size_of(fold_id(model.model_id)) : std::nullopt;
        // Accepting it later must be possible by these numbers.
        auto size = found ? size_of_finding(found->size) : accepted_size();
        size.layers.reset();
        const auto row = old ? before_[*old] : model_row();
        std::string why;
        if (old && decisions_.is_held(model.model_id))
            why = word_of_a_person(model.model_id);
        else if (old && !has_pinned_size(row))
            why = reason_to_hold(row, size, {});
        if (why.empty())
        {
            out_.unsized.push_back(std::move(model));
            return;
        }
        out_.rows.push_back(before_, *old);
        const bool is_by_a_person = decisions_.is_held(model.model_id);
        hold(row.model_id, why + "; " + model.reason, size, is_by_a_person);
    }

    // A model that is in no file any more is not even unsized: only a decision keeps its row.
    void keep_what_people_hold()
    {
        for (std::uint32_t i = 0; i < before_.size() && !decisions_.empty(); ++i)
        {
            const std::string model_id(before_.id_at(i));
            // Of two rows of one model the first counts.
            if (is_met_[i] || by_id_.find(model_id) != i || !decisions_.is_held(model_id))
                continue;
            out_.rows.push_back(before_, i);
            const auto why = word_of_a_person(model_id) + "; nothing else names it now";
            hold(model_id, why, {}, true);
        }
    }

    hold_result finish()
    {
        out_.rows.sort();
        std::ranges::sort(out_.held, {}, &held_change::model_id);
        return std::move(out_);
    }

private:
    void take(const row_table& rows, std::size_t index, std::optional<std::uint32_t> old)
    {
        const bool is_same = old && before_.is_same(*old, rows, index);
        // What stays as it is can be in doubt by its numbers alone. Most rows of most runs do.
        if (is_same && !is_more_active_than_large(size_of_row(before_.numbers_at(*old))))
        {
            out_.rows.push_back(before_, *old);
            return;
        }
        const auto row = rows[index];
        // A held model without a row stays without one: that is what "hold" means for a new model.
        if (!is_same && decisions_.is_held(row.model_id))
        {
            hold(row.model_id, word_of_a_person(row.model_id), size_of_row(row), true);
            if (old)
                out_.rows.push_back(before_, *old);
            return;
        }
        const auto why = !old
                             ? std::string()
                             : reason_to_hold(is_same ? row : before_[*old], size_of_row(row), row);
        if (!why.empty())
            hold(row.model_id, why, size_of_row(row), false);
        // The old row stays published until a person accepts the change.
        // With the old evidence: a row whose parts are of two days would say what neither did.
        if (is_same || !why.empty())
            out_.rows.push_back(before_, *old);
        else
            out_.rows.push_back(rows, index);
    }

    /// Where it was published before.
    std::optional<std::uint32_t> meet(const std::string& model_id)
    {
        const auto old = by_id_.find(model_id);
        if (old)
            is_met_[*old] = true;
        return old;
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

    const row_table& before_;
    const decision_table& decisions_;
    id_index by_id_{[this](std::uint32_t position) { return before_.id_at(position); }};
    std::vector<bool> is_met_;  ///< rows of before that overlay() has
    hold_result out_ = {};
};

}  // namespace

hold_result hold_changes(
    const row_table& before,
    overlay_result after,
    const decision_table& decisions,
    const size_lookup& size_of
)
{
    change_keeper keeper(before, decisions, after.rows.sibling());
    for (std::size_t i = 0; i < after.rows.size(); ++i)
        keeper.take(after.rows, i);
    for (auto& model : after.unsized)
        keeper.take(std::move(model), size_of);
    keeper.keep_what_people_hold();
    return keeper.finish();
}

}  // namespace muster
