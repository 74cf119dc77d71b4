#include "catalog_edits.hpp"

#include "catalog/catalog_care.hpp"
#include "data/data_lock.hpp"
#include "files/file_io.hpp"
#include "muster/json_text.hpp"

#include <boost/json/array.hpp>

namespace json = boost::json;

namespace muster {

namespace {

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
        return failure{errc::bad_value, "catalog add: " + entry.error().where};
    if (!pins.empty() && (why.empty() || why.back().empty()))
        return failure{errc::bad_value, "catalog add: a pin needs --why, for those who ask later"};
    if (!why.empty())
        entry->why = why.back();
    entry->checked = context.now.substr(0, std::string_view("2026-03-01").size());
    return entry;
}

}  // namespace

command_result add_catalog_entry(const std::string& model_id, program_context& context)
{
    const auto entry = entry_asked_for(model_id, context);
    if (entry.has_error())
        return entry.error();
    const auto& data = context.asked.chosen.data_directory;
    const auto lock = open_data_directory(data);
    if (lock.has_error())
        return lock.error();
    const auto file = data / catalog_file_name;
    const auto text = read_file_if_there(file);
    if (text.has_error())
        return text.error();
    const auto added = add_to_catalog(text->value_or("[]"), *entry, file.string());
    if (added.has_error())
        return added.error();
    const auto written = replace_file(file, *added);
    if (written.has_error())
        return written.error();
    context.out.result(model_id + " added to " + file.string() + '\n');
    return exit_status::ok;
}

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

}  // namespace muster
