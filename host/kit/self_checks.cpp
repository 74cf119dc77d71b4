#include "self_checks.hpp"

#include "base/plain_text.hpp"
#include "exported_symbols.hpp"
#include "muster/plugin_abi.h"

#include <algorithm>

namespace asio = boost::asio;

namespace muster {

namespace {

constexpr std::size_t values_shown_bytes = 40;

std::string number_text(const option_spec& option, double number)
{
    auto text = std::to_string(number);
    if (option.type == option_type::integer)
        // std::to_string writes six decimals.
        text.resize(text.find('.'));
    return text;
}

/// Allowed values that users rarely give: bounds, long texts, odd characters.
std::vector<std::string> values_to_try(const option_spec& option)
{
    std::vector<std::string> values = option.choices;
    for (const auto& bound : {option.min, option.max})
        if (bound)
            values.push_back(number_text(option, *bound));
    // Bounds of types, words of other types, and what has to be encoded in a URL.
    for (const auto* text :
         {"0", "1", "18446744073709551615", "0.5", "true", "false", "\u00e4 b&c=%d"})
        values.emplace_back(text);
    values.emplace_back("https://models.example:8443/a?b=%20#c");
    values.emplace_back(4096, 'x');
    std::vector<std::string> allowed;
    for (const auto& value : values)
        // The host would refuse the others, so that the plugin never gets them.
        if (auto checked = check_option(option, value); checked.has_value())
            allowed.push_back(std::move(*checked));
    if (option.type == option_type::secret)
        allowed.clear();
    return allowed;
}

// A plugin may refuse a value that its descriptor cannot exclude, in a sentence that names the
// flag.
bool is_refusal(const failure& why, const std::string& plugin, const option_spec& option)
{
    return why.code == make_error_code(errc::wrong_shape) ||
           why.where.find("--" + plugin + '.' + option.name) != std::string::npos;
}

}  // namespace

plugin_check check_symbols(const plugin_under_test& plugin)
{
    const auto names = exported_symbols(plugin.request().file);
    std::string reason = names.has_error() ? names.error().where : "";
    // It was loaded, so that its table is there: without section headers nobody can see what else
    // is.
    if (names.has_value() && std::find(names->begin(), names->end(), MUSTER_SYMBOL) == names->end())
        reason = "what it exports cannot be read: do not strip its section headers";
    if (names.has_value())
        for (const auto& name : *names)
            if (name != MUSTER_SYMBOL)
                reason = "exports " + plain_text(name) + ": hide all but " MUSTER_SYMBOL;
    return outcome_of("exports its table and nothing else", reason);
}

plugin_check check_description(const plugin_under_test& plugin)
{
    std::string reason;
    for (const auto& option : plugin.description().options)
        if (option.help.empty())
            reason = "option " + option.name + " has no help";
    for (const auto& option : plugin.description().options)
        if (!option.env.empty() && !is_own_variable(plugin.description(), option) &&
            // The Hub's endpoint is the host's own option, HF_ENDPOINT with it.
            !(plugin.description().name == "hub" && option.name == "endpoint"))
            reason = "option " + option.name + " names the variable " + plain_text(option.env) +
                     ", which is not read: it must begin with MUSTER_ and the plugin's name, or, "
                     "for a secret, with the name";
    if (plugin.description().summary.empty())
        reason = "the descriptor has no summary";
    return outcome_of("describes itself and its options", reason);
}

asio::awaitable<plugin_check> check_start(plugin_under_test& plugin)
{
    auto begun = co_await plugin.start();
    std::string reason = begun.has_error() ? begun.error().where : "";
    if (begun.has_value() && begun->empty())
        reason = "requests no page";
    if (begun.has_value())
        for (const auto& url : *begun)
            if (!plugin.may_ask_for(url))
                reason = "begins at " + plain_text(url) + ", which is not under its origins";
    co_return outcome_of("begins under its origins", reason);
}

asio::awaitable<plugin_check> check_option_values(plugin_under_test& plugin)
{
    std::string reason;
    std::size_t tried = 0;
    for (const auto& option : plugin.description().options)
        for (auto& value : values_to_try(option))
        {
            auto options = plugin.options();
            // One at a time, so that the sentence can name the option that did it.
            for (auto& [name, given] : options)
                if (name == option.name)
                    given = value;
            const auto begun = co_await plugin.start_with(std::move(options));
            tried += 1;
            if (begun.has_error() && !is_refusal(begun.error(), plugin.description().name, option))
                reason = option.name + " = \"" + plain_text(value, values_shown_bytes) +
                         "\": " + begun.error().where;
        }
    co_return outcome_of("takes what its options allow", reason, std::to_string(tried) + " values");
}

}  // namespace muster
