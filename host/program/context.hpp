#pragma once

#include "base/interruption.hpp"
#include "exit_status.hpp"
#include "invocation.hpp"
#include "plugin/find_sources.hpp"
#include "report/console.hpp"
#include "run/run_request.hpp"

#include <boost/asio/awaitable.hpp>

#include <span>
#include <string>
#include <vector>

namespace muster {

/// What a command works with. Everything in it outlives the command.
struct program_context
{
    const invocation& asked;
    std::span<const std::string> words;  ///< after the command
    const environment& env;
    const std::vector<found_source>& found;  ///< empty for a command that needs no plugins
    console& out;
    const interruption& stop;
    std::string now;  ///< when the program was started, ISO 8601
};

/// What a run or a part of one is asked with: what the command was given, with these settings.
inline run_request
request_of(const program_context& context, const settings& chosen, run_events& events)
{
    return {
        {},
        chosen,
        {context.asked.command_line, context.env, context.asked.configuration},
        context.found,
        context.stop,
        events,
        context.now};
}

/// What a command gives back: a status, or a failure that ends the program with a sentence.
using command_result = result<exit_status>;

boost::asio::awaitable<command_result> run_command(program_context& context);
boost::asio::awaitable<command_result> ingest_command(program_context& context);
boost::asio::awaitable<command_result> update_command(program_context& context);
boost::asio::awaitable<command_result> sources_command(program_context& context);
boost::asio::awaitable<command_result> check_command(program_context& context);
boost::asio::awaitable<command_result> diff_command(program_context& context);
boost::asio::awaitable<command_result> history_command(program_context& context);
boost::asio::awaitable<command_result> review_command(program_context& context);
boost::asio::awaitable<command_result> publish_command(program_context& context);
boost::asio::awaitable<command_result> size_command(program_context& context);
boost::asio::awaitable<command_result> fit_command(program_context& context);
boost::asio::awaitable<command_result> which_command(program_context& context);
boost::asio::awaitable<command_result> audit_command(program_context& context);
boost::asio::awaitable<command_result> plugin_command(program_context& context);
boost::asio::awaitable<command_result> add_command(program_context& context);
boost::asio::awaitable<command_result> validate_command(program_context& context);
boost::asio::awaitable<command_result> catalog_command(program_context& context);
boost::asio::awaitable<command_result> accept_command(program_context& context);
boost::asio::awaitable<command_result> reject_command(program_context& context);
boost::asio::awaitable<command_result> hold_command(program_context& context);
boost::asio::awaitable<command_result> export_command(program_context& context);
boost::asio::awaitable<command_result> completion_command(program_context& context);
boost::asio::awaitable<command_result> help_command(program_context& context);

}  // namespace muster
