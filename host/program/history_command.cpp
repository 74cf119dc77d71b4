#include "catalog/changes.hpp"
#include "context.hpp"
#include "contract/identity.hpp"
#include "data/data_files.hpp"
#include "muster/json_text.hpp"
#include "report/change_text.hpp"
#include "text/date.hpp"

namespace asio = boost::asio;
namespace json = boost::json;

namespace muster {

namespace {

std::string member_text(const json::object& line, std::string_view name)
{
    const auto* const member = line.if_contains(name);
    // A later muster may write members that are no text.
    return member && !member->is_null() ? value_text(*member) : std::string();
}

std::string line_text(const json::value& one)
{
    const auto& line = one.get_object();
    const auto by = member_text(line, line.contains("origin") ? "origin" : "source");
    return printable(
               member_text(line, "date") + "  " + member_text(line, "id") + "  " + change_text(line)
           ) +
           (by.empty() ? "" : printable("  (" + by + ')')) + '\n';
}

}  // namespace

asio::awaitable<command_result> history_command(program_context& context)
{
    const auto& chosen = context.asked.chosen;
    if (context.words.size() > 1)
        co_return wrong_usage("history takes one model: muster history ID, and --since DATE");
    if (!chosen.since.empty() && !(is_date(chosen.since) && is_in_calendar(chosen.since)))
        co_return wrong_usage("--since expects a date as 2026-11-01, not \"" + chosen.since + '"');
    if (!context.words.empty() && check_model_id(context.words.front()).has_error())
        co_return wrong_usage(
            printable(context.words.front()) + " is not the id of a model, owner/name"
        );
    const auto file = chosen.data_directory / changes_file_name;
    const auto missing = no_file_yet(file, "a run that changes something writes it");
    // A line that cannot be read is passed over: a run that was killed may have left half of one.
    const auto all = read_own(file, missing, [](std::string_view text, std::string_view) {
        return result<json::array>(read_changes(text));
    });
    if (all.has_error())
        co_return all.error();
    const auto model = context.words.empty() ? std::string() : context.words.front();
    const auto lines = chosen_changes(*all, model, chosen.since);
    if (chosen.json)
    {
        context.out.result(to_json_text(lines));
        co_return exit_status::ok;
    }
    std::string text;
    for (const auto& one : lines)
        text += line_text(one);
    context.out.result(
        text.empty() ? "no change is recorded" +
                           (model.empty() ? std::string() : " of " + printable(model)) + '\n'
                     : text
    );
    co_return exit_status::ok;
}

}  // namespace muster
