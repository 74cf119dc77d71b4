#include "catalog/models.hpp"
#include "catalog/table_text.hpp"
#include "context.hpp"
#include "data/data_files.hpp"
#include "muster/json_text.hpp"
#include "staging/stage.hpp"

#include <array>

namespace asio = boost::asio;
namespace json = boost::json;

namespace muster {

namespace {

/// A file that can be exported.
struct exported_file
{
    std::string_view word;
    std::string_view file_name;
    std::string_view maker;
    std::span<const std::string_view> (*columns)();
    result<void> (*check)(std::string_view text, std::string_view file_name);
};

// One signature for readers whose rows have different types: here only the failure counts.
template <auto read>
result<void> check_with(std::string_view text, std::string_view file_name)
{
    const auto rows = read(text, file_name);
    if (rows.has_error())
        return rows.error();
    return {};
}

constexpr std::array exported_files = {
    exported_file{
        "staging", staging_file_name, "muster ingest", staging_columns, check_with<read_stage>},
    exported_file{
        "models", models_file_name, "muster update", models_columns, check_with<read_models>}};

const exported_file* find_exported(std::string_view word)
{
    for (const auto& one : exported_files)
        if (one.word == word)
            return &one;
    return nullptr;
}

result<json::value> rows_of(const exported_file& what, const std::filesystem::path& data)
{
    const auto file = data / what.file_name;
    // A missing file is no empty table.
    const auto missing = no_file_yet(file, std::string(what.maker) + " writes it");
    return read_own(file, missing, [&what](std::string_view text, std::string_view name) {
        // Checked with the reader of the file, written from the JSON: so unknown members are kept
        // out.
        const auto checked = what.check(text, name);
        return checked.has_error() ? result<json::value>(checked.error()) : parse_json(text, name);
    });
}

}  // namespace

asio::awaitable<command_result> export_command(program_context& context)
{
    const auto* what = context.words.size() == 1 ? find_exported(context.words[0]) : nullptr;
    const auto& format = context.asked.chosen.format;
    if (!what || (format != "csv" && format != "jsonl"))
        co_return wrong_usage("export needs staging or models, and --format csv or jsonl");
    const auto rows = rows_of(*what, context.asked.chosen.data_directory);
    if (rows.has_error())
        co_return rows.error();
    const auto& list = rows->get_array();
    // JSON lines keep all members; CSV has the columns of its schema, in their order.
    context.out.result(format == "csv" ? write_csv(list, what->columns()) : write_json_lines(list));
    co_return exit_status::ok;
}

}  // namespace muster
