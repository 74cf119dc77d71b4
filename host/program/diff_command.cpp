#include "base/threaded_for.hpp"
#include "catalog/diff.hpp"
#include "context.hpp"
#include "data/known_fates.hpp"
#include "files/file_chunks.hpp"
#include "report/diff_text.hpp"
#include "run/held_changes.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <fstream>
#include <iterator>

namespace asio = boost::asio;
namespace fs = std::filesystem;
namespace json = boost::json;

namespace muster {

namespace {

// A pipe, too: diff <(git show HEAD:data/models.json) data/models.json
result<long_list> open_named_file(const std::string& name)
{
    std::error_code ec;
    // A pipe has no size to be asked for, and is read to its end.
    if (fs::is_fifo(name, ec))
    {
        std::ifstream pipe(name, std::ios::binary);
        return long_list(std::string(std::istreambuf_iterator<char>(pipe), {}), name);
    }
    auto list = list_in_file(name);
    if (list.has_error())
        // The user named the file, so that a missing one is no failure of muster.
        return wrong_usage(list.error().where);
    return list;
}

/// What waits beside a models.json; nothing where that is not known.
json::array held_beside(const fs::path& models)
{
    // A staging file has no held changes.
    if (models.filename() != models_file_name)
        return {};
    auto held = read_held_rows(models.parent_path());
    return held.has_value() ? std::move(*held) : json::array();
}

// A staging file has no archive: its rows come and go with the listings.
model_fates known_beside(const fs::path& models)
{
    return models.filename() == models_file_name ? known_fates(models.parent_path())
                                                 : model_fates();
}

}  // namespace

asio::awaitable<command_result> diff_command(program_context& context)
{
    if (context.words.size() != 2)
        co_return wrong_usage("diff compares two files: muster diff BEFORE.json AFTER.json");
    auto before = open_named_file(context.words[0]);
    if (before.has_error())
        co_return before.error();
    auto after = open_named_file(context.words[1]);
    if (after.has_error())
        co_return after.error();
    auto diff = diff_rows(std::move(*before), std::move(*after), threaded_for);
    if (diff.has_error())
        // Both files were named by the user.
        co_return wrong_usage(diff.error().where);

    // What is gone from the rows may be in the archive: the diff says where it went.
    tell_fates(*diff, known_beside(context.words[1]));
    // Of the newer file: what waits has not changed it yet.
    const auto held = held_beside(context.words[1]);
    const auto& chosen = context.asked.chosen;
    if (chosen.json)
    {
        text_in_pieces out([&context](std::string_view text) { context.out.result(text); });
        write_json(*diff, held, out);
        co_return exit_status::ok;
    }
    // A first run changes every row: that would scroll away what matters.
    const auto limit = chosen.verbose ? all_lines : screen_lines;
    const auto digest = digest_of(*diff, held, limit);
    context.out.result(chosen.markdown ? to_markdown(digest, limit) : to_text(digest, limit));
    co_return exit_status::ok;
}

}  // namespace muster
