#include "reading_checks.hpp"

#include "hostile_pages.hpp"
#include "plugin/plain_text.hpp"
#include "process_state.hpp"

namespace asio = boost::asio;

namespace muster {

namespace {

bool are_equal(const result<page_reading>& a, const result<page_reading>& b)
{
    if (a.has_value() != b.has_value())
        return false;
    return a.has_value() ? *a == *b : a.error().where == b.error().where;
}

std::string trouble_with_bad_row(const page_reading& good, const result<page_reading>& changed)
{
    if (changed.has_error())
        return "a number in place of one row cost the whole page: " + changed.error().where;
    if (changed->models.size() + 1 < good.models.size())
        return "a number in place of one row cost other rows, too";
    if (changed->rejected.size() <= good.rejected.size())
        return "a number in place of one row was not rejected, so not counted";
    return {};
}

std::string difference(const process_state& before, const process_state& after)
{
    if (after.threads != before.threads)
        return "a thread is left running";
    if (after.descriptors != before.descriptors)
        return "files are left open";
    return after == before ? "" : "the working directory, umask or signals were changed";
}

}  // namespace

asio::awaitable<sample_readings> read_samples(plugin_under_test& plugin)
{
    sample_readings readings;
    for (const auto& sample : plugin.request().pages)
    {
        auto page = sample;
        auto read = co_await plugin.read(std::move(page));
        readings.push_back(std::move(read));
    }
    co_return readings;
}

plugin_check check_records(const plugin_under_test& plugin, const sample_readings& readings)
{
    std::string trouble;
    std::size_t records = 0;
    for (std::size_t i = 0; i < readings.size(); ++i)
    {
        const auto& read = readings[i];
        if (read.has_error())
            trouble = read.error().where;
        else if (read->models.empty())
            trouble = "no record on " + plain_text(plugin.request().pages[i].url);
        else
            records += read->models.size();
    }
    return outcome_of("reads its sample pages", trouble, std::to_string(records) + " records");
}

plugin_check check_follow(const plugin_under_test& plugin, const sample_readings& readings)
{
    std::string trouble;
    for (const auto& read : readings)
    {
        if (read.has_error())
            continue;
        for (const auto& url : read->follow)
            if (!plugin.may_ask_for(url))
                trouble = "follows " + plain_text(url) + ", not under its origins";
    }
    return outcome_of("follows links under its origins only", trouble);
}

asio::awaitable<plugin_check>
check_purity(plugin_under_test& plugin, const sample_readings& readings)
{
    std::string trouble;
    const auto count = readings.size();
    for (std::size_t i = 0; i < count * 2; ++i)
    {
        const auto index = i < count ? i : 2 * count - 1 - i;
        auto page = plugin.request().pages[index];
        auto again = co_await plugin.read(std::move(page));
        if (!are_equal(again, readings[index]))
            trouble = "a page read again, or in another order, gave another reading";
    }
    for (std::size_t i = 0; i < count && trouble.empty(); ++i)
    {
        const auto fresh = plugin.another();
        auto page = plugin.request().pages[i];
        auto again = co_await fresh->read(std::move(page), plugin.options());
        if (!are_equal(again, readings[i]))
            trouble = "another process gave another reading of the same page";
    }
    co_return outcome_of("the same page gives the same reading", trouble);
}

asio::awaitable<plugin_check>
check_bad_rows(plugin_under_test& plugin, const sample_readings& readings)
{
    std::string trouble;
    std::size_t tried = 0;
    for (std::size_t i = 0; i < readings.size(); ++i)
    {
        auto changed = with_one_bad_row(plugin.request().pages[i].body);
        if (!changed || readings[i].has_error())
            continue;
        tried += 1;
        auto page = plugin.request().pages[i];
        page.body = std::move(*changed);
        const auto again = co_await plugin.read(std::move(page));
        const auto found = trouble_with_bad_row(*readings[i], again);
        if (!found.empty())
            trouble = found;
    }
    co_return outcome_of("one bad row costs one row", trouble, std::to_string(tried) + " pages");
}

asio::awaitable<plugin_check> check_process(plugin_under_test& plugin)
{
    const auto fresh = plugin.another();
    const auto introduced = co_await fresh->describe();
    const auto before = look_at_process(fresh->process_id());
    for (const auto& sample : plugin.request().pages)
    {
        auto page = sample;
        const auto again = co_await fresh->read(std::move(page), plugin.options());
    }
    const auto after = look_at_process(fresh->process_id());
    co_return outcome_of("leaves its process as it was", difference(before, after));
}

}  // namespace muster
