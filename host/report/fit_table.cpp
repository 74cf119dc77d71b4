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

std::uint64_t whole_bytes(double number)
{
    return static_cast<std::uint64_t>(std::llround(number));
}

std::string billions(const std::optional<std::uint64_t>& count)
{
    return count ? number_text(std::round(static_cast<double>(*count) / 1e8) / 10) + " B" : "-";
}

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
            widths_[i] = std::max(widths_[i], cells[i].size());
        lines_.push_back(std::move(cells));
    }

    std::string text() const
    {
        std::string out;
        for (const auto& line : lines_)
        {
            out += line[0] + std::string(widths_[0] - line[0].size(), ' ');
            for (std::size_t i = 1; i < line.size(); ++i)
                out += std::string(2 + widths_[i] - line[i].size(), ' ') + line[i];
            out += '\n';
        }
        return out;
    }

private:
    std::vector<std::size_t> widths_ = {};
    std::vector<std::vector<std::string>> lines_ = {};
};

}  // namespace

std::string fit_table(std::span<const fitted_model> models)
{
    if (models.empty())
        return {};
    table rows(
        {"model",
         "params",
         "active",
         "as",
         "weights",
         "cache",
         "together",
         "longest context",
         "tokens/s at most",
         "comes from"}
    );
    for (const auto& one : models)
    {
        const auto& [row, fit, build] = one;
        auto id = printable(row->model_id);
        if (id.size() > fit_id_columns)
            // Only here: --format json and csv have the whole id.
            id = id.substr(0, fit_id_columns - 3) + "...";
        rows.add(
            {std::move(id),
             number_text(row->params_b) + " B",
             billions(row->active_params),
             std::string(fit.format.name),
             rounded_bytes(fit.needs.weights),
             (fit.is_cache_a_bound ? "<= " : "") + rounded_bytes(fit.needs.cache + fit.needs.fixed),
             rounded_bytes(fit.needs.total()),
             row->ctx_len ? with_separators(fit.longest_context) : "-",
             speed_text(fit),
             origin_words(one)}
        );
    }
    return rows.text();
}

std::span<const std::string_view> fit_columns()
{
    static constexpr std::array<std::string_view, 16> columns = {
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
        "comes_as"};
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
        out["cache_is_a_bound"] = true;
    return out;
}

}  // namespace muster
