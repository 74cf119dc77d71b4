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

/// What is known of one model from all sides; any of them may be null, but not both of the first.
struct sides
{
    const candidate* staged = nullptr;
    const catalog_entry* entry = nullptr;
    const size_finding* found = nullptr;
};

/// A row in the making: which required members are there.
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
    static const pins& none()
    {
        static const pins empty = {};
        return empty;
    }

    void note(std::string_view field, bool is_pinned, std::string_view derived_from = {})
    {
        const auto origin = is_pinned              ? pin_origin
                            : derived_from.empty() ? origin_of(size_, field)
                                                   : derived_from;
        if (!origin.empty())
            row_.origin[std::string(field)] = origin;
    }

    // A pinned total in billions is all that is known of it: the derived count is shown beside it
    // only where the two are the same number.
    bool take_params()
    {
        const auto exact = pins_.params ? pins_.params : size_.params;
        const auto derived =
            exact ? std::optional(round_params_b(static_cast<double>(*exact) / 1e9)) : std::nullopt;
        const auto billions =
            pins_.params_b ? std::optional(round_params_b(*pins_.params_b)) : derived;
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
        if (!ratio || !std::isfinite(*ratio) || *ratio < 0 || *ratio > 1)
            return false;
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
        // Beside a pinned total or ratio the derived count of active parameters would contradict.
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

std::string reason_for(const sides& known)
{
    if (known.found && !known.found->reason.empty())
        return known.found->reason;
    if (known.entry && !known.staged)
        return "in the catalog without all of params_b, layers, hidden and moe_active_ratio, and "
               "nothing is known of it otherwise";
    return "no evidence of its size";
}

bool may_be_derived(const size_finding* found) { return found && found->reason.empty(); }

// What is known of a model that may not be published completes pins, and does no more: without
// pins, half-known values stay out.
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
    std::map<std::string, sides> by_id;
    for (const auto& one : staged)
        by_id[fold_id(one.model_id)].staged = &one;
    for (const auto& entry : catalog)
        by_id[fold_id(entry.model_id)].entry = &entry;

    overlaid out;
    for (auto& [id, known] : by_id)
    {
        known.found = size_of(id);
        if (auto row = row_of(known))
            out.rows.push_back(std::move(*row));
        else
            out.unsized.push_back(
                {known.entry ? known.entry->model_id : known.staged->model_id, reason_for(known)}
            );
    }
    std::sort(out.rows.begin(), out.rows.end(), [](const auto& a, const auto& b) {
        return a.model_id < b.model_id;
    });
    return out;
}

}  // namespace muster
