#include "catalog/changes.hpp"
#include "catalog/models.hpp"
#include "context.hpp"
#include "contract/identity.hpp"
#include "data/data_files.hpp"
#include "muster/json_text.hpp"
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

std::string line_text(const json::value& one)
{
    const auto& line = one.get_object();
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
    const auto file = chosen.data_directory / changes_file_name;
    const result<json::array> missing =
        has_data(chosen.data_directory)
            ? result<json::array>(json::array())
            : no_file_yet(file, "a run that changes something writes it");
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
