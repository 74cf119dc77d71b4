#include "catalog/changes.hpp"
#include "catalog/models.hpp"
#include "context.hpp"
#include "contract/identity.hpp"
#include "data/data_files.hpp"
#include "files/file_chunks.hpp"
#include "json/list_writer.hpp"
#include "report/change_text.hpp"
#include "staging/stage.hpp"
#include "text/date.hpp"

namespace asio = boost::asio;
namespace json = boost::json;

namespace muster {

namespace {

std::string text_member(const json::object& line, std::string_view name)
{
    const auto* const member = line.if_contains(name);
    // A later muster may write members that are no text.
    return member && !member->is_null() ? value_text(*member) : std::string();
}

std::string line_text(const json::object& line)
{
    // A number has an origin, a row that came or went a source.
    const auto by = text_member(line, line.contains("origin") ? "origin" : "source");
    return printable(
               text_member(line, "date") + "  " + text_member(line, "id") + "  " + change_text(line)
           ) +
           (by.empty() ? "" : printable("  (" + by + ')')) + '\n';
}

// Data that no run has changed yet is no failure: the feed begins with the first change.
bool has_data(const std::filesystem::path& data)
{
    std::error_code ec;
    return std::filesystem::exists(data / models_file_name, ec) ||
           std::filesystem::exists(data / staging_file_name, ec);
}

// A line that cannot be read is passed over: a run that was killed may have left half of one.
result<chunked_text> feed_in(const std::filesystem::path& data)
{
    const auto file = data / changes_file_name;
    auto feed = text_of_file_if_there(file);
    if (feed.has_error())
        return feed.error();
    if (*feed)
        return std::move(**feed);
    if (has_data(data))
        return chunked_text();
    return no_file_yet(file, "a run that changes something writes it");
}

}  // namespace

asio::awaitable<command_result> history_command(program_context& context)
{
    const auto& chosen = context.asked.chosen;
    if (context.words.size() > 1)
        co_return wrong_usage("history takes one model: muster history ID, and --since DATE");
    if (!chosen.since.empty() && !is_day(chosen.since))
        co_return wrong_usage(
            "--since expects a day of the calendar as 2026-11-01, not \"" + chosen.since + '"'
        );
    if (!context.words.empty() && check_model_id(context.words.front()).has_error())
        co_return wrong_usage(
            printable(context.words.front()) + " is not the id of a model, owner/name"
        );
    const auto feed = feed_in(chosen.data_directory);
    if (feed.has_error())
        co_return feed.error();
    const auto model = context.words.empty() ? std::string() : context.words.front();
    // Line by line: a feed of years may be larger than memory should hold.
    text_in_pieces out([&context](std::string_view text) { context.out.result(text); });
    list_writer rows(out, 0);
    bool is_empty = true;
    for_each_chosen_change(*feed, model, chosen.since, [&](const json::object& line) {
        is_empty = false;
        if (chosen.json)
            return rows.add(line);
        out.text() += line_text(line);
        out.pass_on();
    });
    if (chosen.json)
    {
        rows.end();
        out.text() += '\n';
    }
    else if (is_empty)
        out.text() += "no change is recorded" +
                      (model.empty() ? std::string() : " of " + printable(model)) + '\n';
    out.end();
    co_return exit_status::ok;
}

}  // namespace muster
