#include "self_checks.hpp"

#include "exported_symbols.hpp"
#include "muster/plugin_abi.h"
#include "plugin/plain_text.hpp"

namespace asio = boost::asio;

namespace muster {

plugin_check check_symbols(const plugin_under_test& plugin)
{
    const auto names = exported_symbols(plugin.request().file);
    std::string trouble = names.has_error() ? names.error().where : "";
    if (names.has_value())
        for (const auto& name : *names)
            if (name != MUSTER_SYMBOL)
                trouble = "exports " + plain_text(name) + ": hide all but " MUSTER_SYMBOL;
    return outcome_of("exports its table and nothing else", trouble);
}

plugin_check check_description(const plugin_under_test& plugin)
{
    std::string trouble;
    for (const auto& option : plugin.description().options)
        if (option.help.empty())
            trouble = "option " + option.name + " has no help";
    if (plugin.description().summary.empty())
        trouble = "the descriptor has no summary";
    return outcome_of("describes itself and its options", trouble);
}

asio::awaitable<plugin_check> check_start(plugin_under_test& plugin)
{
    auto begun = co_await plugin.start();
    std::string trouble = begun.has_error() ? begun.error().where : "";
    if (begun.has_value() && begun->empty())
        trouble = "asks for no page";
    if (begun.has_value())
        for (const auto& url : *begun)
            if (!plugin.may_ask_for(url))
                trouble = "begins at " + plain_text(url) + ", which is not under its origins";
    co_return outcome_of("begins under its origins", trouble);
}

}  // namespace muster
