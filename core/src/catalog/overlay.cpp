#include "overlay.hpp"

#include "contract/identity.hpp"
#include "model_fields.hpp"
#include "text/date.hpp"

#include <boost/algorithm/string/join.hpp>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <optional>

namespace muster {

namespace {

constexpr std::string_view pin_origin = "pin";

// "retires:2026-06-30": how a source that gives such a day tags the model.
constexpr std::string_view retirement_tag = "retires:";

/// One model's candidate, catalog entry and size. Each may be absent, but not both of the first
/// two.
struct sides
{
    std::optional<candidate_view> staged = {};
    const catalog_entry* entry = nullptr;
    const size_finding* found = nullptr;
};

/// Where a model is staged and which entry the catalog has for it: a view of each candidate would
/// take as much memory as the table.
struct places
{
    std::optional<std::size_t> staged_at = {};
    const catalog_entry* entry = nullptr;
};

/// What a row has of a size without any pin, in the form of pins: the two are laid over each other
/// field by field.
pins derived_from(const model_size& size)
{
    pins out;
    for_each_model_field([&](const auto& field) {
        out.*field.pin = std::invoke(field.derive, size);
    });
    return out;
}

// The first day that a source gives: from then on some readers have to look elsewhere.
std::optional<std::string> retirement_in(const text_list& tags)
{
    std::optional<std::string_view> first;
    for (const auto tag : tags)
        if (tag.starts_with(retirement_tag) && is_date(tag.substr(retirement_tag.size())))
            first = std::min(first.value_or("9999"), tag.substr(retirement_tag.size()));
    return first ? std::optional<std::string>(*first) : std::nullopt;
}

std::string_view id_in(const sides& known)
{
    return known.entry ? std::string_view(known.entry->model_id) : known.staged->model_id;
}

double billions(std::uint64_t params) { return round_params_b(static_cast<double>(params) / 1e9); }

/// Builds one row: of each field the pin, else what was derived, with its origin.
class row_maker
{
public:
    explicit row_maker(const sides& known) : known_(known)
    {
        if (known.entry)
            pins_ = known.entry->pinned;
        if (known.found)
            size_ = known.found->size;
        derived_ = derived_from(size_);
    }

    /// Nothing where a required member is not known, or cannot be.
    std::optional<model_row> make()
    {
        leave_out_what_pins_contradict();
        if (known_.staged)
        {
            if (const auto& license = known_.staged->license)
                derived_.license = *license;
            derived_.retires = retirement_in(known_.staged->tags);
        }
        for_each_model_field([this](const auto& field) { take(field); });
        // Totals come from published numbers, which may be anything; a required member of 0 means
        // that it is unknown. Active parameters and total may have different evidence: a ratio
        // above 1 is a contradiction.
        const auto& ratio = chosen(&pins::moe_active_ratio);
        const bool has_all = std::isfinite(row_.params_b) && row_.params_b > 0 && row_.layers > 0 &&
                             row_.hidden > 0 && ratio && *ratio >= 0 && *ratio <= 1;
        if (!has_all)
            return {};
        // Six decimals: more would be noise of the division.
        row_.moe_active_ratio = std::round(*ratio * 1e6) / 1e6;
        // The catalog's spelling wins: pages link to it.
        row_.model_id = id_in(known_);
        row_.source = known_.staged ? boost::join(known_.staged->sources.to_owned(), "+")
                                    : std::string(catalog_source);
        return std::move(row_);
    }

private:
    template <class Value>
    const std::optional<Value>& chosen(std::optional<Value> pins::*field) const
    {
        return pins_.*field ? pins_.*field : derived_.*field;
    }

    // A pin of params_b says nothing about the exact count: it is published beside it only when it
    // rounds to the same number. Next to a pinned total or ratio, the derived count of active
    // parameters could contradict it.
    void leave_out_what_pins_contradict()
    {
        if (pins_.params_b)
            pins_.params_b = round_params_b(*pins_.params_b);
        else if (pins_.params)
            pins_.params_b = billions(*pins_.params);
        const auto exact = chosen(&pins::params);
        if (exact && billions(*exact) != chosen(&pins::params_b))
            pins_.params = derived_.params = std::nullopt;
        const bool is_another = chosen(&pins::params) != size_.params;
        if (pins_.moe_active_ratio || is_another)
            derived_.active_params.reset();
        if (is_another)
            derived_.mtp_params = derived_.lookup_params = derived_.matrix_params =
                derived_.expert_params = std::nullopt;
        // A person's word is not proven to the parameter.
        if (pins_.params_b || pins_.params)
            derived_.exact = false;
    }

    template <class Field>
    void take(const Field& field)
    {
        const auto& value = chosen(field.pin);
        if (!value)
            return;
        row_.*field.value = *value;
        // A pin is its own evidence. A staged licence has none: `source` says where it is from.
        const auto origin = pins_.*field.pin ? pin_origin : evidence_of(field.about.name);
        if (!origin.empty())
            row_.origin[std::string(field.about.name)] = origin;
    }

    // That of the field which this one is computed from, or else its own: sizing may give a ratio
    // an origin where it gives the active parameters none.
    std::string_view evidence_of(std::string_view field) const
    {
        const std::string_view computed_from = field == "params_b"           ? "params"
                                               : field == "moe_active_ratio" ? "active_params"
                                                                             : field;
        const auto origin = origin_of(size_, computed_from);
        return origin.empty() ? origin_of(size_, field) : origin;
    }

    const sides& known_;
    pins pins_ = {};
    model_size size_ = {};
    pins derived_ = {};  ///< what the row would have without pins
    model_row row_ = {};
};

// In the order in which a person could act on it.
unsized_model unsized_by(const sides& known)
{
    unsized_model out;
    out.model_id = id_in(known);
    if (known.found && !known.found->reason.empty())
    {
        out.reason = known.found->reason;
        out.kind = known.found->kind;
    }
    else if (known.entry && !known.staged)
        out.reason = "in the catalog without all of params_b, layers, hidden and "
                     "moe_active_ratio, and nothing is known of it otherwise";
    else
        out.reason = "no evidence of its size";
    return out;
}

// A reason not to publish holds for all derived values of the model.
bool may_be_derived(const size_finding* found) { return found && found->reason.empty(); }

// A partial size only completes pins; without pins it is not published.
std::optional<model_row> row_of(const sides& known)
{
    const bool is_pinned = known.entry && known.entry->pinned != pins{};
    if (!may_be_derived(known.found) && !is_pinned)
        return {};
    return row_maker(known).make();
}

}  // namespace

overlay_result overlay(
    const candidate_table& staged,
    std::span<const catalog_entry> catalog,
    const std::function<const size_finding*(const std::string& folded_id)>& size_of
)
{
    // Sorted by folded id, so that `unsized` has an order. Refers to the arguments.
    std::map<std::string, places> by_id;
    for (std::size_t i = 0; i < staged.size(); ++i)
        by_id[fold_id(staged.id_at(i))].staged_at = i;
    for (const auto& entry : catalog)
        // By folded id: the catalog's spelling may differ from the source's.
        by_id[fold_id(entry.model_id)].entry = &entry;

    overlay_result out;
    for (const auto& [id, place] : by_id)
    {
        sides known = {{}, place.entry, size_of(id)};
        if (place.staged_at)
            known.staged = staged[*place.staged_at];
        if (auto row = row_of(known))
            out.rows.push_back(std::move(*row));
        else
            out.unsized.push_back(unsized_by(known));
    }
    std::ranges::sort(out.rows, {}, &model_row::model_id);
    return out;
}

}  // namespace muster
