#include "base/amounts.hpp"
#include "base/suggest.hpp"
#include "catalog/size_of_row.hpp"
#include "catalog/table_text.hpp"
#include "context.hpp"
#include "contract/identity.hpp"
#include "data/data_files.hpp"
#include "muster/json_text.hpp"
#include "report/fit_text.hpp"
#include "text/amount.hpp"
#include "text/lower.hpp"
#include "text/trim.hpp"

#include <boost/json/array.hpp>

#include <algorithm>
#include <charconv>

namespace asio = boost::asio;
namespace json = boost::json;

namespace muster {

namespace {

constexpr std::uint64_t context_thousand = 1024;  // 32k tokens are 32,768
constexpr std::uint64_t params_thousand = 1000;

/// What the command was asked, read and checked.
struct asked_fit
{
    fit_request request = {};
    std::vector<weight_format> formats = {};  ///< best first
    std::uint64_t min_params = 0;
};

// "2x H100" are two.
std::pair<std::size_t, std::string_view> counted_card(std::string_view written)
{
    std::size_t count = 0;
    const auto* const end = written.data() + written.size();
    const auto read = std::from_chars(written.data(), end, count);
    const auto rest = trimmed(std::string_view(read.ptr, static_cast<std::size_t>(end - read.ptr)));
    const bool is_counted = read.ec == std::errc() && !rest.empty() && lower(rest)[0] == 'x';
    return is_counted ? std::pair(count, trimmed(rest.substr(1)))
                      : std::pair(std::size_t{1}, trimmed(written));
}

result<void> add_cards(const std::string& written, std::vector<device>& out)
{
    const auto [count, name] = counted_card(written);
    const auto* const card = find_device(name);
    if (!card)
    {
        std::vector<std::string> known;
        for (const auto& one : known_devices())
            known.emplace_back(one.name);
        return wrong_usage(
            "--gpu " + printable(written) + " is not a card that is known here" +
            did_you_mean(std::string(name), known) + " (--memory 24GB takes any memory)"
        );
    }
    if (count < 1 || out.size() + count > most_cards)
        return wrong_usage(
            "--gpu " + printable(written) + ": 1 to " + std::to_string(most_cards) + " cards"
        );
    out.insert(out.end(), count, *card);
    return {};
}

result<std::vector<device>> read_devices(const fit_settings& given)
{
    std::vector<device> out;
    if (given.cards.empty() == given.memory.empty())
        return wrong_usage("fit needs a card, --gpu \"RTX 4090\", or --memory 24GB");
    for (const auto& written : given.cards)
        if (const auto added = add_cards(written, out); added.has_error())
            return added.error();
    if (given.memory.empty())
        return out;
    const auto bytes = read_bytes(given.memory);
    if (!bytes)
        return wrong_usage(
            "--memory expects bytes such as 24GB or 16GiB, not \"" + printable(given.memory) + '"'
        );
    out.push_back({"this memory", *bytes, 0});
    return out;
}

result<std::vector<weight_format>> read_formats(const std::vector<std::string>& names)
{
    std::vector<weight_format> out;
    std::vector<std::string> known;
    for (const auto& one : weight_formats())
        known.emplace_back(one.name);
    for (const auto& name : names)
    {
        const auto found = std::ranges::find_if(weight_formats(), [&name](const auto& one) {
            return is_same_word(one.name, name);
        });
        if (found == weight_formats().end())
            return wrong_usage(
                "--weights names an unknown format, " + printable(name) + did_you_mean(name, known)
            );
        out.push_back(*found);
    }
    if (out.empty())
        return wrong_usage("--weights names no format, such as bf16 or Q4_K_M");
    std::ranges::stable_sort(out, std::ranges::greater(), &weight_format::bits_per_weight);
    return out;
}

result<std::uint64_t> read_number(
    const std::string& flag, const std::string& written, std::uint64_t thousand, const char* example
)
{
    const auto number = read_count(written, thousand);
    if (number)
        return *number;
    return wrong_usage(
        flag + " expects a number such as " + example + ", not \"" + printable(written) + '"'
    );
}

result<asked_fit> read_asked(const fit_settings& given)
{
    asked_fit out;
    auto devices = read_devices(given);
    if (devices.has_error())
        return devices.error();
    out.request.devices = std::move(*devices);
    auto formats = read_formats(given.formats);
    if (formats.has_error())
        return formats.error();
    out.formats = std::move(*formats);
    const auto context = read_number("--context", given.context, context_thousand, "32k");
    if (context.has_error())
        return context.error();
    out.request.context = *context;
    out.request.users = given.users;
    out.request.cache_bits = given.cache_bits;
    out.request.reserve = given.reserve;
    if (given.min_params.empty())
        return out;
    const auto least = read_number("--min-params", given.min_params, params_thousand, "7b");
    if (least.has_error())
        return least.error();
    out.min_params = *least;
    return out;
}

/// All models that were looked at.
struct fitted_models
{
    std::vector<fitted_model> fitting = {};
    std::size_t too_large = 0;
    std::size_t unknown = 0;  ///< nothing is known of their cache
};

bool is_wanted(const model_row& row, const asked_fit& asked, const fit_settings& given)
{
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
