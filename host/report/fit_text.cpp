#include "fit_text.hpp"

#include "base/amounts.hpp"
#include "console.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace json = boost::json;

namespace muster {

namespace {

constexpr std::size_t fit_id_columns = 44;
constexpr std::size_t fit_label_columns = 22;

std::uint64_t whole(double number) { return static_cast<std::uint64_t>(std::llround(number)); }

std::string speed_text(const model_fit& fit)
{
    return fit.tokens_per_second_at_most ? with_separators(whole(*fit.tokens_per_second_at_most))
                                         : "-";
}

std::string billions(const std::optional<std::uint64_t>& count)
{
    return count ? number_text(std::round(static_cast<double>(*count) / 1e8) / 10) + " B" : "-";
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

std::string line(std::string_view label, const std::string& amount, const std::string& how)
{
    const auto text = "  " + padded(label, fit_label_columns) + padded(amount, 11) + how;
    return text.substr(0, text.find_last_not_of(' ') + 1) + '\n';
}

std::string cache_words(const model_fit& fit, const fit_request& request)
{
    return count_of(request.users, "user") + " with " + with_separators(fit.context) +
           " tokens at " + number_text(request.cache_bits) + " bits" +
           (fit.is_cache_a_bound ? "; at most: which layers keep all tokens is not known" : "");
}

std::string needs_text(const model_fit& fit, const fit_request& request)
{
    std::string out = line(
        "weights",
        rounded_bytes(fit.needs.weights),
        std::string(fit.format.name) + ", " + number_text(fit.format.bits_per_weight) +
            " bits a weight"
    );
    out += line("KV cache", rounded_bytes(fit.needs.cache), cache_words(fit, request));
    if (fit.needs.fixed > 0)
        out += line("windows and states", rounded_bytes(fit.needs.fixed), "whatever the context");
    out += line(
        "together",
        rounded_bytes(fit.needs.total()),
        fit.fits() ? rounded_bytes(fit.usable - fit.needs.total()) + " are left"
                   : rounded_bytes(fit.needs.total() - fit.usable) + " too much"
    );
    return out;
}

std::string ways_text(const way_out& out, const fit_request& request)
{
    std::string text;
    if (out.format)
        text += line("would fit", "as " + std::string(out.format->name), "");
    if (out.cards)
        text += line(
            "would fit",
            "on " + std::to_string(*out.cards) + "x " + printable(request.devices.front().name),
            ""
        );
    return text;
}

}  // namespace

std::string machine_text(const fit_request& request)
{
    std::vector<std::pair<std::string, std::size_t>> cards;
    double memory = 0;
    for (const auto& one : request.devices)
    {
        memory += static_cast<double>(one.memory_bytes);
        if (cards.empty() || cards.back().first != one.name)
            // Cards of one kind stand together, as they were given.
            cards.emplace_back(one.name, 0);
        cards.back().second += 1;
    }
    std::string names;
    for (const auto& [name, count] : cards)
        names += (names.empty() ? "" : " + ") +
                 (count > 1 ? std::to_string(count) + "x " : std::string()) + name;
    return names + " (" + rounded_bytes(memory) + ", " +
           rounded_bytes(memory * (1 - request.reserve)) + " of it for the model)";
}

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
         "tokens/s at most"}
    );
    for (const auto& [row, fit] : models)
    {
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
             speed_text(fit)}
        );
    }
    return rows.text();
}

std::string fit_explained(const fitted_model& one, const fit_request& request, const way_out& out)
{
    const auto& fit = one.fit;
    std::string text = printable(one.row->model_id) + "\n  " +
                       (fit.fits() ? "runs on " : "does not fit on ") + machine_text(request) +
                       '\n' + needs_text(fit, request);
    if (fit.longest_context > 0)
    {
        const bool is_whole = one.row->ctx_len && fit.longest_context == *one.row->ctx_len;
        text += line(
            "longest context",
            with_separators(fit.longest_context),
            is_whole ? "all that the model takes" : "that fits for as many users"
        );
    }
    if (fit.fits() && fit.tokens_per_second_at_most)
        text += line(
            "tokens a second",
            speed_text(fit),
            "at most, for one user: each reads all active weights from memory"
        );
    return text + (fit.fits() ? "" : ways_text(out, request));
}

std::span<const std::string_view> fit_columns()
{
    static constexpr std::array<std::string_view, 14> columns = {
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
        "tokens_per_second_at_most"};
    return columns;
}

json::object to_json(const fitted_model& one)
{
    const auto& [row, fit] = one;
    json::object out{
        {"model_id", row->model_id},
        {"fits", fit.fits()},
        {"weights", fit.format.name},
        {"bits_per_weight", fit.format.bits_per_weight}};
    if (row->params)
        out["params"] = *row->params;
    if (row->active_params)
        out["active_params"] = *row->active_params;
    out["weights_bytes"] = whole(fit.needs.weights);
    out["cache_bytes"] = whole(fit.needs.cache);
    out["fixed_bytes"] = whole(fit.needs.fixed);
    out["total_bytes"] = whole(fit.needs.total());
    out["usable_bytes"] = whole(fit.usable);
    out["context"] = fit.context;
    out["longest_context"] = fit.longest_context;
    if (fit.tokens_per_second_at_most)
        // More digits would promise what a bound by bandwidth cannot.
        out["tokens_per_second_at_most"] = std::round(*fit.tokens_per_second_at_most * 10) / 10;
    if (fit.is_cache_a_bound)
        out["cache_is_a_bound"] = true;
    return out;
}

}  // namespace muster
