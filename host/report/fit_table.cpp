#include "fit_table.hpp"

#include "base/amounts.hpp"
#include "console.hpp"
#include "fit_text.hpp"
#include "text/amount.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace json = boost::json;

namespace muster {

namespace {

constexpr std::size_t fit_id_columns = 44;

/// As JSON has them: a sum of averages has fractions of bytes that mean nothing.
std::uint64_t whole_bytes(double number)
{
    return static_cast<std::uint64_t>(std::llround(number));
}

std::string billions(const std::optional<std::uint64_t>& count)
{
    return count ? number_text(std::round(static_cast<double>(*count) / 1e8) / 10) + " B" : "-";
}

/// Where somebody gets the model in this format.
std::string origin_words(const fitted_model& one)
{
    if (one.fit.is_as_stored)
        return "itself";
    if (one.known_build)
        return printable(one.known_build->repository);
    return one.fit.may_be_as_stored ? "not known" : "computed";
}

/// Cells under each other; the first column from the left, all others from the right.
class table
{
public:
    explicit table(std::vector<std::string> heading) { add(std::move(heading)); }

    void add(std::vector<std::string> cells)
    {
        widths_.resize(cells.size());
        for (std::size_t i = 0; i < cells.size(); ++i)
            // Bytes are columns here: ids and numbers are ASCII.
            widths_[i] = std::max(widths_[i], cells[i].size());
        lines_.push_back(std::move(cells));
    }

    std::size_t width() const
    {
        std::size_t sum = widths_[0];
        for (std::size_t i = 1; i < widths_.size(); ++i)
            sum += gap + widths_[i];
        return sum;
    }

    /// Precondition: it is a heading, and not the first.
    void leave_out(std::string_view heading)
    {
        const auto i = std::ranges::find(lines_[0], heading) - lines_[0].begin();
        widths_.erase(widths_.begin() + i);
        for (auto& line : lines_)
            line.erase(line.begin() + i);
    }

    std::string text() const
    {
        std::string out;
        for (const auto& line : lines_)
        {
            out += line[0] + std::string(widths_[0] - line[0].size(), ' ');
            for (std::size_t i = 1; i < line.size(); ++i)
                out += std::string(gap + widths_[i] - line[i].size(), ' ') + line[i];
            out += '\n';
        }
        return out;
    }

private:
    static constexpr std::size_t gap = 2;

    std::vector<std::size_t> widths_ = {};
    std::vector<std::vector<std::string>> lines_ = {};
};

table table_of(std::span<const fitted_model> models)
{
    table rows(
        {"model",
         "params",
         "active",
         "as",
         "weights",
         "cache",
         "together",
         "max context",
         "max tokens/s",
         "comes from"}
    );
    for (const auto& one : models)
    {
        const auto& [row, fit, build] = one;
        auto id = printable(row->model_id);
        if (id.size() > fit_id_columns)
            // Only here: --format json and csv have the whole id.
            id = id.substr(0, fit_id_columns - 3) + "...";
        // A bound is marked as one, or it would be read as a measurement.
        const auto* const at_least = fit.is_packing_known ? "" : ">= ";
        const auto* const at_most = fit.is_cache_a_bound ? "<= " : "";
        rows.add(
            {std::move(id),
             number_text(row->params_b) + " B",
             billions(row->active_params),
             std::string(fit.format.name),
             at_least + rounded_bytes(fit.needs.weights),
             at_most + rounded_bytes(fit.needs.cache + fit.needs.fixed),
             rounded_bytes(fit.needs.total()),
             row->ctx_len ? with_separators(fit.longest_context) : "-",
             speed_text(fit),
             origin_words(one)}
        );
    }
    return rows;
}

}  // namespace

std::string fit_table(std::span<const fitted_model> models, std::optional<std::size_t> columns)
{
    if (models.empty())
        return {};
    auto rows = table_of(models);
    std::string left_out;
    // What stays says whether it runs, as what, and how well.
    for (const auto* const one : {"active", "weights", "cache", "comes from", "params"})
        if (columns && rows.width() > *columns)
        {
            rows.leave_out(one);
            add_to_list(left_out, one);
        }
    if (!left_out.empty())
        left_out = "(a wider terminal shows " + left_out + ", too)\n";
    return rows.text() + left_out;
}

std::span<const std::string_view> fit_columns()
{
    static constexpr std::array<std::string_view, 18> columns = {
        "model_id",
        "fits",
        "weights",
        "bits_per_weight",
        "params",
        "active_params",
        "weights_bytes",
        "cache_bytes",
        "fixed_bytes",
        "total_bytes",
        "usable_bytes",
        "context",
        "longest_context",
        "tokens_per_second_at_most",
        "build",
        "comes_as",
        "cache_is_a_bound",
        "weights_are_a_bound"};
    return columns;
}

json::object to_json(const fitted_model& one)
{
    const auto& [row, fit, build] = one;
    json::object out{
        {"model_id", row->model_id},
        {"fits", fit.fits()},
        {"weights", fit.format.name},
        {"bits_per_weight", fit.format.bits_per_weight}};
    if (row->params)
        out["params"] = *row->params;
    if (row->active_params)
        out["active_params"] = *row->active_params;
    out["weights_bytes"] = whole_bytes(fit.needs.weights);
    out["cache_bytes"] = whole_bytes(fit.needs.cache);
    out["fixed_bytes"] = whole_bytes(fit.needs.fixed);
    out["total_bytes"] = whole_bytes(fit.needs.total());
    out["usable_bytes"] = whole_bytes(fit.usable);
    out["context"] = fit.context;
    // How long it may be is not known where the model's own context is not.
    if (row->ctx_len)
        out["longest_context"] = fit.longest_context;
    if (fit.tokens_per_second_at_most)
        // More digits would promise what a bound by bandwidth cannot.
        out["tokens_per_second_at_most"] = std::round(*fit.tokens_per_second_at_most * 10) / 10;
    if (build)
        out["build"] = build->repository;
    out["comes_as"] = fit.is_as_stored       ? "stored"
                      : build                ? "build"
                      : fit.may_be_as_stored ? "unknown"
                                             : "computed";
    if (fit.is_cache_a_bound)
        out["cache_is_a_bound"] = true;  // it may be less
    if (!fit.is_packing_known)
        out["weights_are_a_bound"] = true;  // they may be more
    return out;
}

}  // namespace muster
