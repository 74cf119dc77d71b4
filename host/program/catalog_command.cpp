#include "base/clock.hpp"
#include "catalog/catalog_care.hpp"
#include "context.hpp"
#include "edit_data_file.hpp"
#include "files/file_io.hpp"
#include "muster/json_text.hpp"

#include <boost/json/array.hpp>

namespace asio = boost::asio;
namespace json = boost::json;

namespace muster {

namespace {

/// catalog import FILE: entries of a catalog of the previous form that are not there yet.
command_result import_from(const std::string& given, program_context& context)
{
    const auto text = read_file(given);
    if (text.has_error())
        return wrong_usage(text.error().where);
    auto theirs = read_catalog(*text, given);
    if (theirs.has_error())
        // The other catalog is not ours to mend.
        return wrong_usage(theirs.error().where);

    import_outcome outcome;
    const auto file =
        edit_data_file(context, catalog_file_name, [&](const auto& text_of_ours, const auto& name) {
            // Under the lock: the file may have changed since the command began.
            auto ours = read_catalog(text_of_ours, name);
            if (ours.has_error())
                return result<std::string>(ours.error());
            outcome = import_catalog(std::move(*ours), std::move(*theirs));
            return result<std::string>(write_catalog(std::move(outcome.entries)));
        });
    if (file.has_error())
        return file.error();
    context.out.result(
        std::to_string(outcome.added.size()) + " entries added to " + *file + ", " +
        std::to_string(outcome.kept.size()) + " were there already and stay as they are\n"
    );
    return exit_status::ok;
}

// As they were typed: pins are for this command alone, and settings do not keep them.
std::vector<std::string> values_of(const program_context& context, std::string_view flag)
{
    const auto given = context.asked.command_line.find(flag);
    return given == context.asked.command_line.end() ? std::vector<std::string>() : given->second;
}

result<catalog_entry> entry_asked_for(const std::string& model_id, const program_context& context)
{
    const auto pins = values_of(context, "pin");
    const auto why = values_of(context, "why");
    auto entry = make_catalog_entry(model_id, pins);
    if (entry.has_error())
        return wrong_usage("catalog add: " + entry.error().where);
    // A pin beats what is derived, for ever: somebody will want to know why.
    if (!pins.empty() && (why.empty() || why.back().empty()))
        return wrong_usage("catalog add: a pin needs --why, for those who ask later");
    if (!why.empty())
        entry->why = why.back();
    // The date by which a later reader judges its age.
    entry->checked = day_of(context.now);
    return entry;
}

/// catalog add ID: one entry more, with the pins of --pin, the reason of --why and today's date.
/// The rest of the file stays as it is.
command_result add_catalog_entry(const std::string& model_id, program_context& context)
{
    const auto entry = entry_asked_for(model_id, context);
    if (entry.has_error())
        return entry.error();
    const auto file =
        edit_data_file(context, catalog_file_name, [&entry](const auto& text, const auto& name) {
            // On the text, so that the rest of the file keeps its layout.
            return add_to_catalog(text, *entry, name);
        });
    if (file.has_error())
        return file.error();
    context.out.result(model_id + " added to " + *file + '\n');
    return exit_status::ok;
}

/// catalog check: the first thing that is wrong with each entry, on standard output; status 1 when
/// something is.
command_result check_catalog_file(program_context& context)
{
    const auto file = context.asked.chosen.data_directory / catalog_file_name;
    const auto text = read_file(file);
    if (text.has_error())
        return text.error();
    const auto faults = check_catalog(*text, file.string());
    std::string lines;
    for (const auto& fault : faults)
        lines += printable(fault) + '\n';
    if (faults.empty())
        lines = "nothing is wrong with " + file.string() + '\n';
    const json::array list(faults.begin(), faults.end());
    context.out.result(context.asked.chosen.json ? to_json_text(list) : lines);
    return faults.empty() ? exit_status::ok : exit_status::host_failed;
}

}  // namespace

asio::awaitable<command_result> catalog_command(program_context& context)
{
    const auto& words = context.words;
    if (words.size() == 2 && words[0] == "import")
        co_return import_from(words[1], context);
    if (words.size() == 2 && words[0] == "add")
        co_return add_catalog_entry(words[1], context);
    if (words.size() == 1 && words[0] == "check")
        co_return check_catalog_file(context);
    co_return wrong_usage("catalog needs: import FILE, add ID or check");
}

}  // namespace muster
