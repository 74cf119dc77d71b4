#include "overlay.hpp"

#include "contract/identity.hpp"

#include <boost/algorithm/string/join.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

namespace muster {

namespace {

constexpr std::string_view pin_origin = "pin";
constexpr std::string_view catalog_source = "catalog";

/// One model's candidate, catalog entry and size. Each may be null, but not both of the first two.
struct sides
{
    const candidate* staged = nullptr;
    const catalog_entry* entry = nullptr;
    const size_finding* found = nullptr;
};

/// Builds one row, field by field, with the origin of each.
class row_maker
{
public:
    explicit row_maker(const sides& known)
        : known_(known), pins_(known.entry ? known.entry->pinned : none())
    {
        if (known.found)
            size_ = known.found->size;
    }

    std::optional<model_row> make()
    {
        // The catalog's spelling wins: pages link to it.
        row_.model_id = known_.entry ? known_.entry->model_id : known_.staged->model_id;
        const bool has_all =
            take_params() && take_required("layers", pins_.layers, size_.layers, row_.layers) &&
            take_required("hidden", pins_.hidden, size_.hidden, row_.hidden) && take_ratio();
        if (!has_all)
            return {};
        take_optionals();
        take_identity();
        return std::move(row_);
    }

private:
    // A reference to no pins, for models without an entry.
    static const pins& none()
    {
        static const pins empty = {};
        return empty;
    }

    void note(std::string_view field, bool is_pinned, std::string_view derived_from = {})
    {
        // A pin is its own evidence; else that of sizing, or of the field that this one is computed
        // from.
        const auto origin = is_pinned              ? pin_origin
                            : derived_from.empty() ? origin_of(size_, field)
                                                   : derived_from;
        if (!origin.empty())
            row_.origin[std::string(field)] = origin;
    }

    // A pin of params_b says nothing about the exact count: the derived one is published beside it
    // only when it rounds to the same number.
    bool take_params()
    {
        const auto exact = pins_.params ? pins_.params : size_.params;
        const auto derived =
            exact ? std::optional(round_params_b(static_cast<double>(*exact) / 1e9)) : std::nullopt;
        const auto billions =
            pins_.params_b ? std::optional(round_params_b(*pins_.params_b)) : derived;
        // Totals come from published numbers, which may be anything.
        if (!billions || !std::isfinite(*billions) || *billions <= 0)
            return false;
        row_.params_b = *billions;
        note("params_b", pins_.params_b || pins_.params, origin_of(size_, "params"));
        if (exact && *derived == *billions)
        {
            row_.params = exact;
            note("params", pins_.params.has_value());
        }
        return true;
    }

    bool take_required(
        std::string_view field,
        const std::optional<std::uint64_t>& pin,
        const std::optional<std::uint64_t>& derived,
        std::uint64_t& into
    )
    {
        const auto value = pin ? pin : derived;
        // A required member of 0 means that it is unknown.
        if (!value || *value == 0)
            return false;
        into = *value;
        note(field, pin.has_value());
        return true;
    }

    bool take_ratio()
    {
        const auto ratio =
            pins_.moe_active_ratio ? pins_.moe_active_ratio : moe_active_ratio(size_);
        // Active parameters and total may have different evidence: a ratio above 1 is a
        // contradiction.
        if (!ratio || !std::isfinite(*ratio) || *ratio < 0 || *ratio > 1)
            return false;
        // Six decimals: more would be noise of the division.
        row_.moe_active_ratio = std::round(*ratio * 1e6) / 1e6;
        note(
            "moe_active_ratio",
            pins_.moe_active_ratio.has_value(),
            origin_of(size_, "active_params")
        );
        return true;
    }

    template <class Value>
    void take(
        std::string_view field,
        const std::optional<Value>& pin,
        const std::optional<Value>& derived,
        std::optional<Value>& into
    )
    {
        into = pin ? pin : derived;
        if (into)
            note(field, pin.has_value());
    }

    void take_optionals()
    {
        std::optional<std::string> attention;
        if (size_.attention)
            attention = std::string(to_string(*size_.attention));
        // Next to a pinned total or ratio, the derived count of active parameters could contradict
        // it.
        const bool is_ratio_derived = !pins_.moe_active_ratio && row_.params == size_.params;
        take(
            "active_params",
            pins_.active_params,
            is_ratio_derived ? size_.active_params : std::nullopt,
            row_.active_params
        );
        take("ctx_len", pins_.ctx_len, size_.ctx_len, row_.ctx_len);
        take("kv_heads", pins_.kv_heads, size_.kv_heads, row_.kv_heads);
        take("head_dim", pins_.head_dim, size_.head_dim, row_.head_dim);
        take("attention", pins_.attention, attention, row_.attention);
        take(
            "kv_bytes_per_token",
            pins_.kv_bytes_per_token,
            size_.kv_bytes_per_token,
            row_.kv_bytes_per_token
        );
        take("kv_bytes_fixed", pins_.kv_bytes_fixed, size_.kv_bytes_fixed, row_.kv_bytes_fixed);
        take("dtype", pins_.dtype, size_.dtype, row_.dtype);
    }

    void take_identity()
    {
        row_.license = pins_.license;
        if (pins_.license)
            row_.origin["license"] = pin_origin;
        // The staged licence has no origin of its own: `source` says where it is from.
        else if (known_.staged)
            row_.license = known_.staged->license;
        row_.source =
            known_.staged ? boost::join(known_.staged->sources, "+") : std::string(catalog_source);
    }

    const sides& known_;
    const pins& pins_;
    model_size size_ = {};
    model_row row_ = {};
};

// In the order in which a person could act on it.
unsized_model unsized_by(const sides& known)
{
    unsized_model out;
    out.model_id = known.entry ? known.entry->model_id : known.staged->model_id;
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
std::optional<model_row> row_of(sides known)
{
    const bool is_pinned = known.entry && known.entry->pinned != pins{};
    if (!may_be_derived(known.found) && !is_pinned)
        return {};
    return row_maker(known).make();
}

}  // namespace

overlaid overlay(
    std::span<const candidate> staged,
    std::span<const catalog_entry> catalog,
    const std::function<const size_finding*(const std::string& folded_id)>& size_of
)
{
    // Sorted by folded id, so that `unsized` has an order. Refers to the arguments.
    std::map<std::string, sides> by_id;
    for (const auto& one : staged)
        by_id[fold_id(one.model_id)].staged = &one;
    for (const auto& entry : catalog)
        // By folded id: the catalog's spelling may differ from the source's.
        by_id[fold_id(entry.model_id)].entry = &entry;

    overlaid out;
    for (auto& [id, known] : by_id)
    {
        known.found = size_of(id);
        if (auto row = row_of(known))
            out.rows.push_back(std::move(*row));
        else
            out.unsized.push_back(unsized_by(known));
    }
    std::sort(out.rows.begin(), out.rows.end(), [](const auto& a, const auto& b) {
        return a.model_id < b.model_id;
    });
    return out;
}

}  // namespace muster
