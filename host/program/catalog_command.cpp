#include "catalog/catalog.hpp"
#include "catalog_edits.hpp"
#include "context.hpp"
#include "data/data_lock.hpp"
#include "files/file_io.hpp"

namespace asio = boost::asio;
namespace fs = std::filesystem;

namespace muster {

namespace {

result<std::vector<catalog_entry>> read_ours(const fs::path& file)
{
    const auto text = read_file_if_there(file);
    if (text.has_error())
        return text.error();
    if (!*text)
        return std::vector<catalog_entry>();
    return read_catalog(**text, file.string());
}

command_result import_from(const std::string& given, program_context& context)
{
    const auto text = read_file(given);
    if (text.has_error())
        return failure{errc::bad_value, text.error().where};
    auto theirs = read_catalog(*text, given);
    if (theirs.has_error())
        return failure{errc::bad_value, theirs.error().where};

    const auto& data = context.asked.chosen.data_directory;
    const auto lock = open_data_directory(data);
    if (lock.has_error())
        return lock.error();
    const auto file = data / catalog_file_name;
    auto ours = read_ours(file);
    if (ours.has_error())
        return ours.error();

    auto outcome = import_catalog(std::move(*ours), std::move(*theirs));
    const auto written = replace_file(file, write_catalog(std::move(outcome.entries)));
    if (written.has_error())
        return written.error();
    context.out.result(
        std::to_string(outcome.added.size()) + " entries added to " + file.string() + ", " +
        std::to_string(outcome.kept.size()) + " were there already and stay as they are\n"
    );
    return exit_status::ok;
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
    co_return failure{errc::bad_value, "catalog needs: import FILE, add ID or check"};
}

}  // namespace muster
