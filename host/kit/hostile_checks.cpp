#include "hostile_checks.hpp"

#include "hostile_pages.hpp"

#include <random>

namespace asio = boost::asio;

namespace muster {

namespace {

// Whether the plugin is at fault, whatever the page: a refusal has other codes.
bool is_fault_of_plugin(const result<page_reading>& read)
{
    if (read.has_value())
        return false;
    // Refusing a page is right, whatever the words; ending, hanging or breaking the contract is
    // not.
    const auto& code = read.error().code;
    return code == make_error_code(errc::crashed) || code == make_error_code(errc::timed_out) ||
           code == make_error_code(errc::unavailable);
}

}  // namespace

asio::awaitable<plugin_check> check_hostile_pages(plugin_under_test& plugin)
{
    auto pages = hostile_pages();
    for (const auto& sample : plugin.pages())
        // Pages of the author get deeper into the reader than any made-up one.
        for (auto& cut : truncations(sample.body))
            pages.push_back(std::move(cut));
    std::string reason;
    for (auto& page : pages)
    {
        const auto again = co_await plugin.read_body(std::move(page.body));
        if (!is_fault_of_plugin(again))
            continue;
        reason = page.name + ": " + again.error().where;
        // The first is enough: a plugin that hangs may take its whole time with each.
        break;
    }
    co_return outcome_of("survives hostile pages", reason, std::to_string(pages.size()) + " pages");
}

asio::awaitable<plugin_check> check_mutations(plugin_under_test& plugin)
{
    const auto& asked = plugin.request();
    const auto& pages = plugin.pages();
    plugin_check broken;
    // The first is enough: it is written to a file, and repeated with its seed.
    for (unsigned i = 0; i < asked.mutations && broken.detail.empty() && !asked.is_stopped(); ++i)
    {
        // A seed for each mutation, so that the report's seed alone repeats the one that failed.
        std::mt19937 random(asked.seed + i);
        const auto body = mutation(pages[(asked.seed + i) % pages.size()].body, random);
        const auto again = co_await plugin.read_body(body);
        if (!is_fault_of_plugin(again))
            continue;
        broken.detail = "seed " + std::to_string(asked.seed + i) + ": " + again.error().where;
        broken.page = body;
    }
    const auto tried =
        std::to_string(asked.mutations) + " mutations, seeds from " + std::to_string(asked.seed);
    auto check = outcome_of("survives mutations of its pages", broken.detail, tried);
    check.page = std::move(broken.page);
    co_return check;
}

}  // namespace muster
