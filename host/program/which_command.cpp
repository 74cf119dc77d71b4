#include "base/suggest.hpp"
#include "context.hpp"
#include "data/data_directory.hpp"
#include "data/name_files.hpp"
#include "muster/json_text.hpp"
#include "report/which_text.hpp"

#include <boost/json/array.hpp>

namespace asio = boost::asio;
namespace json = boost::json;

namespace muster {

namespace {

/// A known name that is spelled nearly so.
std::string near_name(const std::string& asked, const name_files& files)
{
    // Strict first: it takes another number for another model, and not for a slip.
    if (auto meant = files.known.meant_by(asked); !meant.empty())
        return meant;
    std::vector<std::string> all = files.ids;
    for (const auto& one : files.names)
        all.push_back(one.name);
    return suggest(asked, all);
}

}  // namespace

asio::awaitable<command_result> which_command(program_context& context)
{
    if (context.words.empty())
        co_return wrong_usage("which needs at least one name, such as qwen/qwen3-8b:free");
    const auto& chosen = context.asked.chosen;
    const auto files = read_name_files(directory_to_read(chosen.data_directory));
    if (files.has_error())
        co_return files.error();
    const name_book book(files->facts());
    json::array rows;
    std::string text;
    for (const auto& name : context.words)
    {
        const auto answer = book.ask(name);
        const bool is_known = answer.how != certainty::none || !answer.meanings.empty();
        const auto near = is_known ? std::string() : near_name(name, *files);
        rows.push_back(to_json(answer, near));
        text += (text.empty() ? "" : "\n") + which_text(answer, near);
    }
    context.out.result(chosen.json ? to_json_text(rows) : text);
    co_return exit_status::ok;
}

}  // namespace muster
