#include "reading_checks.hpp"

#include "base/plain_text.hpp"
#include "hostile_pages.hpp"
#include "process_state.hpp"

#include <optional>
#include <unistd.h>

namespace asio = boost::asio;

namespace muster {

namespace {

// Standard input, output and error, and the socket to the host.
constexpr std::size_t worker_descriptors = 4;

bool are_equal(const result<page_reading>& a, const result<page_reading>& b)
{
    if (a.has_value() != b.has_value())
        return false;
    return a.has_value() ? *a == *b : a.error().where == b.error().where;
}

// A number where a row belongs is wrong for every source.
std::string harm_of_bad_row(const page_reading& good, const result<page_reading>& changed)
{
    if (changed.has_error())
        return "a number among its rows made the whole page fail: " + changed.error().where;
    if (changed->models.size() < good.models.size())
        return "a number among its rows made other rows disappear";
    if (changed->rejected.size() <= good.rejected.size())
        return "a number among its rows was not rejected";
    return {};
}

// What loading left behind, before any page was read. There is no state from before to compare
// with, so that the usual numbers of a worker are used.
std::string left_by_loading(const process_state& now)
{
    if (now.descriptors > worker_descriptors)
        return "files are left open after it was loaded";
    return now.directory == look_at_process(::getpid()).directory
               ? ""
               : "the working directory was changed when it was loaded";
}

std::string difference(const process_state& before, const process_state& after)
{
    if (after.descriptors != before.descriptors)
        return "files are left open";
    return after == before ? "" : "the working directory, umask or signals were changed";
}

// The worker reports what it saw of itself as a failure with this beginning.
template <class Answer>
void note_change(const result<Answer>& answer, std::string& reason)
{
    if (answer.has_error() && answer.error().where.starts_with("contract-violation: it changed"))
        reason = answer.error().where;
}

// The path of the list with the rows: the one whose emptying removes the most records.
asio::awaitable<std::optional<list_place>>
find_rows(plugin_under_test& plugin, std::size_t index, const page_reading& good)
{
    std::optional<list_place> rows;
    std::size_t most = 0;
    for (const auto& list : lists_in(plugin.pages()[index].body))
    {
        auto page = plugin.pages()[index];
        page.body = without_elements(page.body, list);
        const auto read = co_await plugin.read(std::move(page));
        // A page that is refused without the list has lost all rows by it.
        const auto left = read.has_value() ? read->models.size() : 0;
        // A list inside of a row removes less than the list of rows.
        if (left >= good.models.size() || good.models.size() - left <= most)
            continue;
        most = good.models.size() - left;
        rows = list;
    }
    co_return rows;
}

}  // namespace

asio::awaitable<sample_readings> read_samples(plugin_under_test& plugin)
{
    sample_readings readings;
    for (const auto& sample : plugin.pages())
    {
        auto page = sample;
        auto read = co_await plugin.read(std::move(page));
        readings.push_back(std::move(read));
    }
    co_return readings;
}

plugin_check check_records(const plugin_under_test& plugin, const sample_readings& readings)
{
    constexpr const char* name = "reads its sample pages";
    if (!plugin.has_samples())
        return not_tried(name, "give a sample page after the file");
    std::string reason;
    std::size_t records = 0;
    for (std::size_t i = 0; i < readings.size(); ++i)
    {
        const auto& read = readings[i];
        // Every page counts, as a sample without records shows nothing.
        if (read.has_error())
            reason = read.error().where;
        else if (read->models.empty())
            reason = "no record on " + plain_text(plugin.request().pages[i].url);
        else
            records += read->models.size();
    }
    return outcome_of(name, reason, std::to_string(records) + " records");
}

plugin_check check_follow(const plugin_under_test& plugin, const sample_readings& readings)
{
    std::string reason;
    for (std::size_t i = 0; i < readings.size(); ++i)
    {
        if (readings[i].has_error())
            continue;
        for (const auto& url : readings[i]->follow)
            if (!plugin.may_ask_for(url, plugin.pages()[i].url))
                reason = "follows " + plain_text(url) + ", not under its origins";
    }
    return outcome_of("follows links under its origins only", reason);
}

asio::awaitable<plugin_check>
check_purity(plugin_under_test& plugin, const sample_readings& readings)
{
    std::string reason;
    const auto count = readings.size();
    for (std::size_t i = 0; i < count * 2; ++i)
    {
        // Forwards, then backwards: state kept from the page before shows in one of them.
        const auto index = i < count ? i : 2 * count - 1 - i;
        auto page = plugin.pages()[index];
        auto again = co_await plugin.read(std::move(page));
        if (!are_equal(again, readings[index]))
            reason = "a page gave another reading when it was read again or in another order";
    }
    for (std::size_t i = 0; i < count && reason.empty(); ++i)
    {
        const auto fresh = plugin.another();
        auto page = plugin.pages()[i];
        auto again = co_await fresh->read(std::move(page), plugin.options());
        if (!are_equal(again, readings[i]))
            reason = "another process gave another reading of the same page";
    }
    co_return outcome_of("the same page gives the same reading", reason);
}

asio::awaitable<plugin_check>
check_bad_rows(plugin_under_test& plugin, const sample_readings& readings)
{
    constexpr const char* name = "one bad row costs one row";
    std::string reason;
    std::size_t tried = 0;
    for (std::size_t i = 0; i < readings.size(); ++i)
    {
        if (readings[i].has_error() || readings[i]->models.empty())
            continue;
        // Which list has the rows is found by trying: the plugin knows its pages, this program does
        // not.
        auto finding = find_rows(plugin, i, *readings[i]);
        const auto rows = co_await std::move(finding);
        if (!rows)
            continue;
        tried += 1;
        auto page = plugin.pages()[i];
        page.body = with_number(page.body, *rows);
        const auto again = co_await plugin.read(std::move(page));
        const auto found = harm_of_bad_row(*readings[i], again);
        if (!found.empty())
            reason = found;
    }
    if (tried == 0)
        co_return not_tried(name, "no page has a list of rows, in JSON, that it reads");
    co_return outcome_of(name, reason, std::to_string(tried) + " pages");
}

asio::awaitable<plugin_check> check_process(plugin_under_test& plugin)
{
    constexpr const char* name = "leaves its process as it was";
    // Fresh, as what the checks before did to the other one is not of interest.
    const auto fresh = plugin.another_that_watches_itself();
    const auto introduced = co_await fresh->describe();
    if (fresh->process_id() < 0)
        co_return outcome_of(name, "the process ended before it could be examined");
    // After describe(): by then the worker has done what it does once.
    const auto before = look_at_process(fresh->process_id());
    auto reason = left_by_loading(before);
    const auto begun = co_await fresh->start(plugin.options());
    note_change(begun, reason);
    for (const auto& sample : plugin.pages())
    {
        auto page = sample;
        const auto again = co_await fresh->read(std::move(page), plugin.options());
        note_change(again, reason);
    }
    if (fresh->process_id() < 0)
        co_return outcome_of(name, "the process ended while it read its pages");
    const auto after = look_at_process(fresh->process_id());
    if (reason.empty())
        reason = difference(before, after);
    co_return outcome_of(name, reason);
}

}  // namespace muster
