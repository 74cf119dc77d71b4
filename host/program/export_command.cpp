#include "catalog/models.hpp"
#include "catalog/table_text.hpp"
#include "context.hpp"
#include "data/data_files.hpp"
#include "files/file_chunks.hpp"
#include "json/list_writer.hpp"
#include "muster/json_text.hpp"
#include "staging/stage.hpp"

#include <array>
#include <functional>

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
    result<void> (*check)(const long_list& file);
};

constexpr std::array exported_files = {
    exported_file{
        "staging",
        staging_file_name,
        "muster ingest",
        staging_columns,
        [](const long_list& file) { return for_each_staged(file, [](candidate&&) {}); }},
    exported_file{
        "models", models_file_name, "muster update", models_columns, [](const long_list& file) {
            return for_each_model(file, [](model_row&&) {});
        }}};

const exported_file* find_exported(std::string_view word)
{
    for (const auto& one : exported_files)
        if (one.word == word)
            return &one;
    return nullptr;
}

result<long_list> file_of(const exported_file& what, const std::filesystem::path& data)
{
    const auto file = data / what.file_name;
    auto list = list_in_file_if_there(file);
    if (list.has_error())
        return list.error();
    if (!*list)
        // A missing file is no empty table.
        return no_file_yet(file, std::string(what.maker) + " writes it");
    // Before anything is written: with the reader of the file, and then written from the JSON, so
    // that unknown members are kept.
    if (const auto checked = what.check(**list); checked.has_error())
        return damaged_file(checked.error());
    return std::move(**list);
}

void write_rows(
    const long_list& rows,
    text_in_pieces& out,
    const std::function<void(std::string&, const json::value&)>& write_row
)
{
    // The file is open since it was checked, so that there is nothing to fail.
    static_cast<void>(rows.for_each([&](const json::value& row, long_list::place) {
        write_row(out.text(), row);
        out.pass_on();
        return result<void>();
    }));
}

void write_table(const exported_file& what, const long_list& rows, text_in_pieces& out)
{
    // Twice through the rows: members that no schema has get columns, and the heading comes first.
    csv_table table(what.columns());
    static_cast<void>(rows.for_each([&table](const json::value& row, long_list::place) {
        table.add_columns_of(row);
        return result<void>();
    }));
    table.write_head(out.text());
    write_rows(rows, out, [&table](std::string& text, const json::value& row) {
        table.write_row(text, row);
    });
}

}  // namespace

asio::awaitable<command_result> export_command(program_context& context)
{
    const auto* what = context.words.size() == 1 ? find_exported(context.words[0]) : nullptr;
    const auto& format = context.asked.chosen.format;
    if (!what || (format != "csv" && format != "jsonl"))
        co_return wrong_usage("export needs staging or models, and --format csv or jsonl");
    const auto rows = file_of(*what, context.asked.chosen.data_directory);
    if (rows.has_error())
        co_return rows.error();
    // In pieces: the table of the whole Hub is larger than memory should hold.
    text_in_pieces out([&context](std::string_view text) { context.out.result(text); });
    // JSON lines keep all members; CSV has the columns of its schema, in their order.
    if (format == "csv")
        write_table(*what, *rows, out);
    else
        write_rows(*rows, out, [](std::string& text, const json::value& row) {
            text += to_json_line(row) + '\n';
        });
    out.end();
    co_return exit_status::ok;
}

}  // namespace muster
