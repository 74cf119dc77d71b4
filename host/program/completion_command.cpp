#include "completion_scripts.hpp"
#include "context.hpp"

namespace asio = boost::asio;

namespace muster {

asio::awaitable<command_result> completion_command(program_context& context)
{
    const auto& words = context.words;
    const auto script = words.size() == 1 ? completion_script(words[0]) : std::string_view();
    // An eval of an empty script would leave no trace of the mistake.
    if (script.empty())
        co_return wrong_usage("completion needs the shell: bash, zsh or fish");
    // As a result, not as text: a shell reads it from standard output, whatever --quiet says.
    context.out.result(script);
    co_return exit_status::ok;
}

}  // namespace muster
