#include "context.hpp"
#include "json/array_of.hpp"
#include "known_flags.hpp"
#include "muster/json_text.hpp"
#include "sources/verdict.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

namespace asio = boost::asio;
namespace json = boost::json;

namespace muster {

namespace {

std::string verdict_of(const found_source& source)
{
    if (source.state == source_state::usable && source.description.opt_in)
        return std::string(to_string(verdict::disabled));
    // The words of run_report.json, as far as they fit.
    return std::string(source.state == source_state::usable ? "ok" : to_string(source.state));
}

std::string reason_for(const found_source& source)
{
    if (source.state != source_state::usable || !source.description.opt_in)
        return source.reason;
    return "opt in: asked when --with " + source.description.name + " or --sources names it";
}

json::object to_json(const option_spec& option)
{
    json::object out{{"name", option.name}, {"type", to_string(option.type)}};
    if (option.default_value)
        out["default"] = *option.default_value;
    if (!option.env.empty())
        out["env"] = option.env;
    if (!option.help.empty())
        out["help"] = option.help;
    return out;
}

json::object to_json(const found_source& source)
{
    json::object out{
        {"name", source.description.name},
        {"source", source.description.source},
        {"version", source.description.version},
        {"file", printable(source.file.string())},
        {"verdict", verdict_of(source)},
        {"reason", reason_for(source)}};
    if (!source.abi.empty())
        out["abi"] = source.abi;
    out["walls"] = array_of(words_of(source.standing), [](auto word) { return json::value(word); });
    // Beside the libraries of the system, which every plugin can read.
    if (!source.standing.readable.empty())
        out["reads"] = array_of(source.standing.readable, [](const std::string& library) {
            return json::value(printable(library));
        });
    out["options"] = array_of(source.description.options, [](const option_spec& option) {
        return to_json(option);
    });
    if (!source.notes.empty())
        out["notes"] = json::array(source.notes.begin(), source.notes.end());
    return out;
}

std::string line_of(const found_source& source)
{
    const auto& about = source.description;
    // What did not load has told no name.
    auto name = about.name.empty() ? source.file.filename().string() : about.name;
    if (source.state != source_state::usable)
        return printable(name) + "  " + std::string(to_string(source.state)) + ": " +
               printable(source.reason) + "\n    " + printable(source.file.string()) + '\n';
    const std::string indent = "\n    ";
    auto text = printable(name + ' ' + about.version + "  " + about.summary);
    if (about.opt_in)
        text += indent + reason_for(source);
    text += indent + verdict_of(source) + ", contract " + source.abi +
            (about.options.empty() ? "" : ", options");
    for (const auto& option : about.options)
        text += " --" + about.name + '.' + option.name;
    for (const auto& note : source.notes)
        text += indent + printable(note);
    text += indent + to_text(source.standing);
    for (const auto& library : source.standing.readable)
        text += indent + printable("reads " + library);
    return text + indent + printable(source.file.string()) + '\n';
}

}  // namespace

asio::awaitable<command_result> sources_command(program_context& context)
{
    if (!context.words.empty())
        co_return wrong_usage("unexpected word " + without_value(context.words.front()));
    // What a run asks by itself stands first.
    const auto found = usual_first(context.found);
    std::string text;
    for (const auto* source : found)
        text += line_of(*source);
    if (text.empty())
        text = "no plugins were found\n";
    const auto rows = array_of(found, [](const auto* source) { return to_json(*source); });
    context.out.result(context.asked.chosen.json ? to_json_text(rows) : text);
    co_return exit_status::ok;
}

}  // namespace muster
