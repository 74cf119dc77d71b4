#include "asked_fit.hpp"
#include "base/amounts.hpp"
#include "base/suggest.hpp"
#include "catalog/size_of_row.hpp"
#include "catalog/table_text.hpp"
#include "context.hpp"
#include "contract/identity.hpp"
#include "data/data_files.hpp"
#include "muster/json_text.hpp"
#include "report/fit_text.hpp"
#include "text/lower.hpp"

#include <boost/json/array.hpp>

#include <algorithm>

namespace asio = boost::asio;
namespace json = boost::json;

namespace muster {

namespace {

/// All models that were looked at.
struct fitted_models
{
    std::vector<fitted_model> fitting = {};
    std::size_t too_large = 0;
    std::size_t unknown = 0;  ///< nothing is known of their cache
};

bool is_wanted(const model_row& row, const asked_fit& asked, const fit_settings& given)
{
    // Of a row without a count nothing is known to be large enough.
    const auto params = size_of(row).params.value_or(0);
    const auto is_its_own = [&row](const std::string& license) {
        return row.license && is_same_word(license, *row.license);
    };
    const bool has_license =
        given.licenses.empty() || std::ranges::any_of(given.licenses, is_its_own);
    return params >= asked.min_params && has_license;
}

fitted_models
fit_all(const std::vector<model_row>& rows, const asked_fit& asked, const fit_settings& given)
{
    fitted_models out;
    for (const auto& row : rows)
    {
        if (!is_wanted(row, asked, given))
            continue;
        const auto fit = best_fit_of(size_of(row), asked.formats, asked.request);
        if (!fit)
            // Neither "fits" nor "too large" is true of a model whose cache nobody can compute.
            out.unknown += 1;
        else if (!fit->fits())
            out.too_large += 1;
        else
            out.fitting.push_back({&row, *fit});
    }
    return out;
}

// Stable: models of one score stay in the order of the file.
void put_in_order(std::vector<fitted_model>& models, const fit_settings& given, const auto& data)
{
    std::map<std::string, double> popularity;
    if (const auto staged = read_staging_file(data); !given.by_size && staged.has_value())
        for (const auto& one : *staged)
            popularity[fold_id(one.model_id)] = one.popularity_score;
    std::ranges::stable_sort(models, std::ranges::greater(), [&](const fitted_model& one) {
        const auto found = popularity.find(fold_id(one.row->model_id));
        // By size where popularity says nothing: popularity stays empty with --by size.
        return std::pair(found == popularity.end() ? 0.0 : found->second, one.row->params_b);
    });
}

std::string left_out_text(const fitted_models& all, std::size_t hidden)
{
    std::string out;
    if (hidden > 0)
        out += count_of(hidden, "model") + " more fit (--rows 0 shows all); ";
    out += count_of(all.too_large, "model") + (all.too_large == 1 ? " is" : " are") +
           " too large in each format";
    if (all.unknown > 0)
        out += "; of " + count_of(all.unknown, "model") + " too little is known of the cache";
    return out + '\n';
}

std::string list_text(const fitted_models& all, const asked_fit& asked, std::size_t hidden)
{
    const auto& request = asked.request;
    std::string out = "On " + machine_text(request) + ", " + count_of(request.users, "user") +
                      " with " + with_separators(request.context) + " tokens:\n\n";
    out += fit_table(std::span(all.fitting).first(all.fitting.size() - hidden));
    return out + (all.fitting.empty() ? "no model fits: " : "\n") + left_out_text(all, hidden);
}

way_out way_out_of(const model_size& size, const asked_fit& asked)
{
    way_out out;
    for (const auto& format : weight_formats())
        if (const auto fit = fit_of(size, format, asked.request); fit && fit->fits())
            // The first of the smaller ones that is the best of them.
            if (!out.format || format.bits_per_weight > out.format->bits_per_weight)
                out.format = format;
    // The smallest format that was asked for: with it the fewest cards are enough.
    out.cards = cards_needed(size, asked.formats.back(), asked.request);
    return out;
}

result<fitted_model>
fit_named(const std::string& id, const std::vector<model_row>& rows, const asked_fit& asked)
{
    const auto found = std::ranges::find_if(rows, [&id](const model_row& row) {
        return is_same_id(row.model_id, id);
    });
    if (found == rows.end())
    {
        std::vector<std::string> known;
        for (const auto& row : rows)
            known.push_back(row.model_id);
        return wrong_usage(
            printable(id) + " is not in models.json" + did_you_mean(id, known) + " (muster size " +
            printable(id) + " derives its size)"
        );
    }
    const auto fit = best_fit_of(size_of(*found), asked.formats, asked.request);
    if (!fit)
        return wrong_usage("too little is known of the cache of " + printable(id));
    return fitted_model{&*found, *fit};
}

std::string in_form(const std::vector<fitted_model>& models, const std::string& form)
{
    json::array rows;
    for (const auto& one : models)
        rows.push_back(to_json(one));
    return form == "csv" ? write_csv(rows, fit_columns()) : to_json_text(rows);
}

command_result
tell_of_named(program_context& context, const std::vector<model_row>& rows, const asked_fit& asked)
{
    std::vector<fitted_model> models;
    std::string text;
    for (const auto& id : context.words)
    {
        const auto one = fit_named(id, rows, asked);
        if (one.has_error())
            return one.error();
        models.push_back(*one);
        text += (text.empty() ? "" : "\n") +
                fit_explained(*one, asked.request, way_out_of(size_of(*one->row), asked));
    }
    const auto& form = context.asked.chosen.format;
    context.out.result(form == "text" ? text : in_form(models, form));
    return exit_status::ok;
}

}  // namespace

asio::awaitable<command_result> fit_command(program_context& context)
{
    const auto& chosen = context.asked.chosen;
    const auto asked = read_asked(chosen.fit);
    if (asked.has_error())
        co_return asked.error();
    const auto file = chosen.data_directory / models_file_name;
    const auto rows = read_own(
        file,
        result<std::vector<model_row>>(no_file_yet(file, "muster update writes it")),
        read_models
    );
    if (rows.has_error())
        co_return rows.error();
    if (!context.words.empty())
        co_return tell_of_named(context, *rows, *asked);
    auto all = fit_all(*rows, *asked, chosen.fit);
    put_in_order(all.fitting, chosen.fit, chosen.data_directory);
    const auto most = chosen.fit.rows == 0 ? all.fitting.size() : chosen.fit.rows;
    const auto hidden = all.fitting.size() - std::min<std::size_t>(all.fitting.size(), most);
    if (chosen.format == "text")
        context.out.result(list_text(all, *asked, hidden));
    else
        context.out.result(in_form(all.fitting, chosen.format));
    co_return exit_status::ok;
}

}  // namespace muster
