#include "asked_fit.hpp"
#include "base/amounts.hpp"
#include "base/suggest.hpp"
#include "base/terminal.hpp"
#include "builds/builds_file.hpp"
#include "builds/choose_build.hpp"
#include "catalog/license_class.hpp"
#include "catalog/size_of_row.hpp"
#include "catalog/table_text.hpp"
#include "context.hpp"
#include "contract/identity.hpp"
#include "data/data_files.hpp"
#include "data/gpus_file.hpp"
#include "data/name_files.hpp"
#include "muster/json_text.hpp"
#include "near_id.hpp"
#include "report/fit_table.hpp"
#include "text/amount.hpp"
#include "text/lower.hpp"

#include <boost/json/array.hpp>

#include <algorithm>
#include <map>
#include <unistd.h>

namespace asio = boost::asio;
namespace json = boost::json;

namespace muster {

namespace {

/// All models that were looked at.
struct fitted_models
{
    std::vector<fitted_model> fitting = {};
    std::size_t too_large = 0;
    std::size_t unwanted = 0;  ///< by --license or --min-params
    std::size_t unknown = 0;   ///< nothing is known of their cache
};

/// What fit goes by: rows of models.json, and their builds.
struct known_rows
{
    std::vector<model_row> rows = {};
    std::vector<model_builds> builds = {};
    std::map<std::string, const model_builds*> builds_of = {};  ///< by folded id

    /// With the build to take for that format, where one is known.
    fitted_model fitted(const model_row& row, const model_fit& fit) const
    {
        const auto found = builds_of.find(fold_id(row.model_id));
        const auto* const taken =
            found == builds_of.end() ? nullptr : choose_build(*found->second, fit.format);
        return {&row, fit, taken};
    }
};

result<known_rows> read_rows(const std::filesystem::path& data)
{
    const auto file = data / models_file_name;
    auto rows = read_own(
        file,
        result<std::vector<model_row>>(no_file_yet(file, "muster update writes it")),
        read_models
    );
    if (rows.has_error())
        return rows.error();
    auto builds = read_builds_file(data);
    if (builds.has_error())
        return builds.error();
    known_rows out;
    out.rows = std::move(*rows);
    out.builds = std::move(*builds);
    // Last: the index refers to the builds, which stay where they are when `out` is moved.
    for (const auto& one : out.builds)
        out.builds_of.emplace(fold_id(one.model_id), &one);
    return out;
}

bool is_wanted(const model_row& row, const asked_fit& asked, const settings& chosen)
{
    // Of a row without a count nothing is known to be large enough.
    return size_of(row).params.value_or(0) >= asked.min_params &&
           is_wanted_license(row.license, chosen.licenses);
}

/// In the best format that fits, else in the last one; nothing where too little is known.
std::optional<model_fit> fit_for(const model_row& row, const asked_fit& asked)
{
    const auto size = size_of(row);
    return best_fit_of(size, asked.formats_to_try(size), asked.request);
}

fitted_models fit_all(const known_rows& known, const asked_fit& asked, const settings& chosen)
{
    fitted_models out;
    for (const auto& row : known.rows)
    {
        const bool is_looked_at = is_wanted(row, asked, chosen);
        out.unwanted += is_looked_at ? 0 : 1;
        if (!is_looked_at)
            continue;
        const auto fit = fit_for(row, asked);
        if (!fit)
            // Neither "fits" nor "too large" is true of a model whose cache nobody can compute.
            out.unknown += 1;
        else if (!fit->fits())
            out.too_large += 1;
        else
            out.fitting.push_back(known.fitted(row, *fit));
    }
    return out;
}

// Stable: models of one score stay in the order of the file.
void put_in_order(std::vector<fitted_model>& models, const fit_settings& given, const auto& data)
{
    std::map<std::string, double> popularity;
    if (const auto staged = read_staging_file(data); !given.by_size && staged.has_value())
        for (std::size_t i = 0; i < staged->size(); ++i)
            popularity[fold_id(staged->id_at(i))] = staged->popularity_at(i);
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
    if (all.unwanted > 0)
        out += "; " + count_of(all.unwanted, "model") + (all.unwanted == 1 ? " is" : " are") +
               " not looked at (--license, --min-params)";
    if (all.unknown > 0)
        out += "; of " + count_of(all.unknown, "model") + " too little is known of the cache";
    return out + '\n';
}

std::string list_text(
    const fitted_models& all,
    const asked_fit& asked,
    std::size_t hidden,
    std::optional<std::size_t> columns,
    bool is_by_size
)
{
    const auto& request = asked.request;
    std::string out = "On " + machine_text(request) + ", " + count_of(request.users, "user") +
                      " with " + with_separators(request.context) + " tokens:\n\n";
    out += fit_table(std::span(all.fitting).first(all.fitting.size() - hidden), columns);
    out += (all.fitting.empty() ? "no model fits: " : "\n") + left_out_text(all, hidden);
    if (all.fitting.empty())
        return out;
    return out +
           "max tokens/s: what the memory's bandwidth allows one user; real speeds are lower" +
           (is_by_size ? "\n" : "; --by size has the largest first\n");
}

way_out way_out_of(const model_size& size, const asked_fit& asked)
{
    way_out out;
    // Nobody unpacks what is stored with fewer bits.
    const auto formats = formats_for(size, weight_formats());
    if (const auto fit = best_fit_of(size, formats, asked.request); fit && fit->fits())
        out.format = fit->format;
    // The smallest format that was asked for: with it the fewest cards are enough.
    const auto smallest = asked.formats_to_try(size).back();
    out.cards = cards_needed(size, smallest, asked.request);
    // The other way of splitting is told only where it needs fewer cards, and so is cheaper.
    const auto by_layers = cards_needed(size, smallest, asked.request, false);
    if (by_layers && (!out.cards || *by_layers < *out.cards))
        out.cards_by_layers = by_layers;
    return out;
}

// A slip would look like a verdict about memory.
result<void> check_licenses(std::span<const std::string> words, const std::vector<model_row>& rows)
{
    std::vector<std::string> known = {"open", "conditions", "research", "unknown"};
    for (const auto& row : rows)
        if (row.license)
            known.push_back(*row.license);
    for (const auto& word : words)
        if (!is_license_word(word) && std::ranges::none_of(known, [&word](const auto& one) {
                return is_same_word(one, word);
            }))
            return wrong_usage(
                "--license names " + printable(word) +
                ", which no model has; it takes the classes " +
                "open, conditions, research and unknown, and licences" + did_you_mean(word, known)
            );
    return {};
}

result<fitted_model> fit_named(const std::string& id, const known_rows& all, const asked_fit& asked)
{
    const auto& rows = all.rows;
    const auto found = std::ranges::find_if(rows, [&id](const model_row& row) {
        return is_same_id(row.model_id, id);
    });
    if (found == rows.end())
    {
        std::vector<std::string> known;
        for (const auto& row : rows)
            known.push_back(row.model_id);
        // The nearest of these; else which command would know the name.
        const auto near = did_you_mean_id(id, known);
        // A name without an owner is no repository that could be asked for.
        return wrong_usage(
            printable(id) + " is not in models.json" +
            (!near.empty() ? near
             : id.find('/') == std::string::npos
                 ? "; muster which " + printable(id) + " looks for its Hub id"
                 : "; muster size " + printable(id) + " derives its size")
        );
    }
    const auto fit = fit_for(*found, asked);
    if (!fit)
        return wrong_usage("too little is known of the cache of " + printable(id));
    return all.fitted(*found, *fit);
}

std::string in_form(const std::vector<fitted_model>& models, const std::string& form)
{
    json::array rows;
    for (const auto& one : models)
        rows.push_back(to_json(one));
    return form == "csv" ? write_csv(rows, fit_columns()) : to_json_text(rows);
}

command_result
tell_of_named(program_context& context, const known_rows& rows, const asked_fit& asked)
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
    const auto cards = read_gpus();
    if (cards.has_error())
        co_return cards.error();
    const auto asked = read_asked(chosen.fit, *cards);
    if (asked.has_error())
        co_return asked.error();
    const auto rows = read_rows(chosen.data_directory);
    if (rows.has_error())
        co_return rows.error();
    if (const auto named = check_licenses(chosen.licenses, rows->rows); named.has_error())
        co_return named.error();
    if (!context.words.empty())
        co_return tell_of_named(context, *rows, *asked);
    auto all = fit_all(*rows, *asked, chosen);
    put_in_order(all.fitting, chosen.fit, chosen.data_directory);
    const auto most = chosen.fit.rows == 0 ? all.fitting.size() : chosen.fit.rows;
    const auto hidden = all.fitting.size() - std::min<std::size_t>(all.fitting.size(), most);
    if (chosen.format == "text")
        context.out.result(
            list_text(all, *asked, hidden, columns_of(STDOUT_FILENO), chosen.fit.by_size)
        );
    else
        context.out.result(in_form(all.fitting, chosen.format));
    co_return exit_status::ok;
}

}  // namespace muster
