#include "catalog/curated_list.hpp"
#include "context.hpp"
#include "contract/identity.hpp"
#include "data/data_directory.hpp"
#include "data/name_files.hpp"
#include "edit_data_file.hpp"
#include "names/meant_model.hpp"

#include <algorithm>

namespace asio = boost::asio;

namespace muster {

namespace {

/// A word of the command line, and the model that it means.
struct meant_word
{
    std::string written = {};
    std::string model_id = {};
    std::string why = {};  ///< where it is not certain
};

/// All words, or what is wrong with those that mean no one model: half a list added would have to
/// be told apart by hand.
result<std::vector<meant_word>> meant_by_words(const program_context& context)
{
    const auto files = read_name_files(directory_to_read(context.asked.chosen.data_directory));
    if (files.has_error())
        return files.error();
    const name_book book(files->facts());
    std::vector<meant_word> meant;
    std::string refused;
    for (const auto& word : context.words)
        if (auto id = meant_model(word, book, files->aliases); id.has_value())
            meant.push_back({word, std::move(id->model_id), std::move(id->why)});
        else
            refused += (refused.empty() ? "" : "; ") + printable(id.error().where);
    if (!refused.empty())
        return wrong_usage(refused + "; nothing was added");
    return meant;
}

std::string line_for(const meant_word& one, const std::string& what)
{
    const auto why = one.why.empty() ? "" : "; " + printable(one.why);
    const auto as = one.written == one.model_id ? "" : " (" + printable(one.written) + why + ')';
    return one.model_id + as + ' ' + what + '\n';
}

}  // namespace

asio::awaitable<command_result> add_command(program_context& context)
{
    if (context.words.empty())
        co_return wrong_usage("add needs at least one model: an id, a link or a known name");
    const auto meant = meant_by_words(context);
    if (meant.has_error())
        co_return meant.error();
    std::string lines;
    const auto file =
        edit_data_file(context, curated_file_name, [&](std::string text, const auto& name) {
            // Under the lock: what is there already depends on the file as it is by now.
            for (const auto& one : *meant)
            {
                const auto there = read_curated_ids(text, name);
                if (there.has_error())
                    return result<std::string>(there.error());
                const bool is_there = std::ranges::any_of(*there, [&](const auto& id) {
                    return is_same_id(id, one.model_id);
                });
                lines +=
                    line_for(one, is_there ? "is in " + name + " already" : "added to " + name);
                if (!is_there)
                    // Cannot fail: the same text was read just now.
                    text = *add_to_curated(text, one.model_id, context.asked.chosen.why, name);
            }
            return result<std::string>(std::move(text));
        });
    if (file.has_error())
        co_return file.error();
    context.out.result(lines);
    co_return exit_status::ok;
}

}  // namespace muster
