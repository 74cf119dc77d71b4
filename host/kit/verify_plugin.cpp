#include "verify_plugin.hpp"

#include "hostile_checks.hpp"
#include "plugin_under_test.hpp"
#include "reading_checks.hpp"
#include "self_checks.hpp"

#include <boost/asio/this_coro.hpp>

#include <algorithm>

namespace asio = boost::asio;

namespace muster {

namespace {

// A plugin that hangs takes all its time with each call, and is not called further.
bool is_over(const plugin_under_test& plugin)
{
    return plugin.request().is_stopped() || plugin.hangs();
}

}  // namespace

asio::awaitable<std::vector<plugin_check>> verify_plugin(verify_request request)
{
    const auto executor = co_await asio::this_coro::executor;
    plugin_under_test plugin(executor, std::move(request));
    std::vector<plugin_check> checks;
    const auto loaded = co_await plugin.load();
    checks.push_back(
        outcome_of("loads", loaded.has_error() ? loaded.error().where : "", plugin.walls_text())
    );
    if (loaded.has_error())
        co_return checks;

    // These two need no call of the plugin, and so come first.
    checks.push_back(check_symbols(plugin));
    checks.push_back(check_description(plugin));
    auto start = co_await check_start(plugin);
    checks.push_back(std::move(start));
    if (is_over(plugin))
        co_return checks;
    auto values = co_await check_option_values(plugin);
    checks.push_back(std::move(values));
    if (is_over(plugin))
        co_return checks;

    // Read once: the next checks compare with these.
    const auto readings = co_await read_samples(plugin);
    checks.push_back(check_records(plugin, readings));
    checks.push_back(check_follow(plugin, readings));
    if (plugin.hangs())
        co_return checks;
    auto purity = co_await check_purity(plugin, readings);
    checks.push_back(std::move(purity));
    if (is_over(plugin))
        co_return checks;
    auto bad_rows = co_await check_bad_rows(plugin, readings);
    checks.push_back(std::move(bad_rows));
    if (is_over(plugin))
        co_return checks;
    auto process = co_await check_process(plugin);
    checks.push_back(std::move(process));
    if (is_over(plugin))
        co_return checks;

    // Last: they may end the worker.
    auto hostile = co_await check_hostile_pages(plugin);
    checks.push_back(std::move(hostile));
    if (is_over(plugin))
        co_return checks;
    auto mutations = co_await check_mutations(plugin);
    checks.push_back(std::move(mutations));
    co_return checks;
}

plugin_check outcome_of(std::string name, const std::string& reason, std::string tried)
{
    if (!reason.empty())
        return {std::move(name), check_outcome::broken, reason};
    return {std::move(name), check_outcome::kept, std::move(tried)};
}

plugin_check not_tried(std::string name, const std::string& what_it_takes)
{
    return {std::move(name), check_outcome::not_tried, "not tried: " + what_it_takes};
}

bool all_kept(const std::vector<plugin_check>& checks) noexcept
{
    return std::all_of(checks.begin(), checks.end(), [](const plugin_check& check) {
        return check.outcome != check_outcome::broken;
    });
}

std::string to_text(const std::vector<plugin_check>& checks)
{
    std::string text;
    for (const auto& check : checks)
    {
        // "ok", "FAILED" and "-", as test runners print them, in one column.
        text += check.outcome == check_outcome::kept     ? "ok      "
                : check.outcome == check_outcome::broken ? "FAILED  "
                                                         : "-       ";
        text += check.name;
        text += check.detail.empty() ? "\n" : ": " + check.detail + '\n';
    }
    return text;
}

}  // namespace muster
