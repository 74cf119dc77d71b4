#include "overlay.hpp"

#include "contract/identity.hpp"
#include "model_fields.hpp"
#include "staging/staged_places.hpp"
#include "text/date.hpp"
#include "text/lower.hpp"

#include <boost/algorithm/string/join.hpp>

#include <algorithm>
#include <array>
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
    std::optional<size_finding> found = {};
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

/// Numbers of fields in the order of an origin.
constexpr auto fields_by_name = [] {
    std::array<std::size_t, model_field_names.size()> out = {};
    for (std::size_t i = 0; i < out.size(); ++i)
        out[i] = i;
    std::ranges::sort(out, {}, [](std::size_t i) { return model_field_names[i]; });
    return out;
}();

double billions(std::uint64_t params) { return round_params_b(static_cast<double>(params) / 1e9); }

/// Builds one row: of each field the pin, else what was derived, with its origin.
class row_maker
{
public:
    explicit row_maker(const sides& known) : known_(known)
    {
        if (known.entry)
            pins_ = known.entry->pinned;
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
        std::size_t number = 0;
        for_each_model_field([&](const auto& field) { take(field, number++); });
        take_origins();
        // Totals come from published numbers, which may be anything; a required member of 0 means
        // that it is unknown. Active parameters and total may have different evidence: a ratio
        // above 1 is a contradiction.
        const auto& ratio = chosen(&pins::moe_active_ratio);
        const bool has_all = std::isfinite(row_.params_b) && row_.params_b > 0 && row_.layers > 0 &&
                             row_.hidden > 0 && ratio && *ratio >= 0 && *ratio <= 1;
        if (!has_all)
            return {};
        row_.moe_active_ratio = round_active_ratio(*ratio);
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
    void take(const Field& field, std::size_t number)
    {
        const auto& value = chosen(field.pin);
        if (!value)
            return;
        row_.*field.value = *value;
        // A pin is its own evidence. A staged licence has none: `source` says where it is from.
        const auto origin = pins_.*field.pin ? pin_origin : evidence_of(field.about.name);
        origins_[number] = origin;
    }

    void take_origins()
    {
        row_.origin.reserve(origins_.size());
        for (const auto number : fields_by_name)
            if (!origins_[number].empty())
                row_.origin.emplace_hint(
                    row_.origin.end(), model_field_names[number], origins_[number]
                );
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

    inline static const model_size unknown_size = {};

    const sides& known_;
    const model_size& size_ = known_.found ? known_.found->size : unknown_size;
    pins pins_ = {};
    pins derived_ = derived_from(size_);  ///< what the row would have without pins
    model_row row_ = {};
    std::array<std::string_view, model_field_names.size()> origins_ = {};  ///< by field number
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
bool may_be_derived(const std::optional<size_finding>& found)
{
    return found && found->reason.empty();
}

// A partial size only completes pins; without pins it is not published.
std::optional<model_row> row_of(const sides& known)
{
    const bool is_pinned = known.entry && known.entry->pinned != pins{};
    if (!may_be_derived(known.found) && !is_pinned)
        return {};
    return row_maker(known).make();
}

bool is_folded_before(std::string_view a, std::string_view b)
{
    const auto letter = [](char c) { return static_cast<unsigned char>(lower_letter(c)); };
    return std::ranges::lexicographical_compare(a, b, {}, letter, letter);
}

// So many rows are made at once, before they are packed: few at first, since their texts are not
// known then, and each has to be packed again.
constexpr std::size_t rows_of_first_batch = 256;
constexpr std::size_t batch_rows = 8192;
constexpr std::size_t piece_rows = 256;

/// Makes the rows of an overlay, many at once.
class row_layer
{
public:
    row_layer(const size_lookup& size_of, row_finish finish)
        : size_of_(size_of), finish_(std::move(finish))
    {
        out_.rows = std::move(finish_.rows);
    }

    /// known: what is known of one of so many models, but for its size.
    void take(std::size_t count, const std::function<sides(std::size_t)>& known)
    {
        std::vector<laid_model> batch;
        std::size_t rows = rows_of_first_batch;
        for (std::size_t begin = 0; begin < count; begin += batch.size())
        {
            batch.clear();
            batch.resize(std::min(rows, count - begin));
            rows = std::min(batch_rows, 2 * rows);
            finish_.over((batch.size() + piece_rows - 1) / piece_rows, [&](std::size_t piece) {
                const auto end = std::min(batch.size(), (piece + 1) * piece_rows);
                for (auto i = piece * piece_rows; i < end; ++i)
                    batch[i] = laid(known(begin + i));
            });
            for (auto& one : batch)
                add(std::move(one));
        }
    }

    overlay_result end()
    {
        out_.rows.sort();
        std::ranges::sort(out_.unsized, is_folded_before, &unsized_model::model_id);
        return std::move(out_);
    }

private:
    /// One of three.
    struct laid_model
    {
        std::optional<row_table::draft> row = {};
        std::optional<model_row> unwanted = {};
        unsized_model unsized = {};
    };

    laid_model laid(sides known) const
    {
        laid_model out;
        known.found = size_of_(fold_id(id_in(known)));
        auto row = row_of(known);
        if (!row)
        {
            out.unsized = unsized_by(known);
            return out;
        }
        if (finish_.complete)
            finish_.complete(*row);
        if (!finish_.is_wanted || finish_.is_wanted(*row))
            out.row = out_.rows.prepare(*std::move(row));
        else
            out.unwanted = std::move(row);
        return out;
    }

    void add(laid_model one)
    {
        if (one.row)
            out_.rows.push_back(*std::move(one.row));
        else if (one.unwanted)
            finish_.leave_out(*one.unwanted);
        else
            out_.unsized.push_back(std::move(one.unsized));
    }

    const size_lookup& size_of_;
    row_finish finish_;
    overlay_result out_ = {};
};

}  // namespace

overlay_result overlay(
    const candidate_table& staged,
    std::span<const catalog_entry> catalog,
    const size_lookup& size_of,
    row_finish finish
)
{
    // By folded id: the catalog's spelling may differ from the source's.
    std::map<std::string, const catalog_entry*> entries;
    std::vector<std::string> ids;
    for (const auto& entry : catalog)
        entries[ids.emplace_back(fold_id(entry.model_id))] = &entry;
    std::map<std::size_t, const catalog_entry*> of_staged;
    for (const auto& [id, place] : staged_places(ids, staged))
        of_staged.emplace(place, entries.extract(id).mapped());
    std::vector<const catalog_entry*> alone;
    for (const auto& [id, entry] : entries)
        alone.push_back(entry);
    row_layer layer(size_of, std::move(finish));
    layer.take(staged.size(), [&](std::size_t i) {
        const auto entry = of_staged.find(i);
        return sides{staged[i], entry == of_staged.end() ? nullptr : entry->second, {}};
    });
    layer.take(alone.size(), [&](std::size_t i) { return sides{{}, alone[i], {}}; });
    return layer.end();
}

}  // namespace muster
